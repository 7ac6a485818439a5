"""What the ledger holds of versions."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(Action("versions.begun", _("New version of a plan begun")))
