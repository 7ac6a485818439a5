"""What can happen with second signatures."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("countersigning.asked", _("Second signature asked for")),
    Action("countersigning.signed", _("Signed as a second person")),
    Action("countersigning.declined", _("Second signature declined")),
    Action("countersigning.withdrawn", _("Request for a second signature taken back")),
)
