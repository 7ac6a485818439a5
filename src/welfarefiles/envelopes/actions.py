"""What can happen to an envelope."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("envelopes.sent", _("Record lent to one person"), kind="access"),
    Action("envelopes.returned", _("Lent record given back"), kind="access"),
    Action("envelopes.withdrawn", _("Lent record taken back"), kind="access"),
    Action("envelopes.chased", _("Reminded to give back a lent record"), kind="mail"),
    Action("envelopes.listed", _("List of lent records seen"), kind="view"),
)
