"""What can happen to a file whose time has come."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("step.retain", _("File retained"), severity="notable"),
)
