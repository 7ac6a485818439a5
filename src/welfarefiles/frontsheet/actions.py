"""What can happen to a front sheet besides being changed."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("frontsheet.signed", _("Front sheet signed")),
    Action(
        "frontsheet.printed", _("Front sheet taken as PDF"), kind="download", severity="notable"
    ),
)
