"""What the ledger holds of registers."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("registers.noted", _("What happened to an original or a child's own thing noted")),
    Action("registers.struck", _("Line of a register struck through"), severity="notable"),
)
