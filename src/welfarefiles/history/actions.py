"""What can happen to the ledger itself: it is read, taken away, and answered."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("history.viewed", _("Ledger read"), kind="view"),
    Action("history.exported", _("Ledger taken as CSV"), kind="download", severity="notable"),
    Action("history.explained", _("Unusual access looked at"), severity="notable"),
)
