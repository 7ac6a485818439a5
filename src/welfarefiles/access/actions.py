"""What can happen at the wall."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("access.refused", _("Asked for something that is not for them"), kind="refusal"),
    Action("step.taken", _("Moved on")),
)
