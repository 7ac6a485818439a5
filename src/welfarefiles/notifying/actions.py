"""What the ledger holds of notifications."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("notifying.leads-told", _("Leads told of what is to be notified at once"), kind="mail"),
)
