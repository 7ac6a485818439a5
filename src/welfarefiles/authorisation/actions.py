"""What can happen to a record that somebody else authorises."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("step.submit", _("Submitted for authorisation")),
    Action("step.authorise", _("Authorised")),
    Action("step.return", _("Returned to its author")),
)
