"""What can happen to what was signed, besides the steps."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("signing.addendum", _("Addendum written and signed")),
    Action("signing.exported", _("Record exported"), kind="download", severity="notable"),
)
