"""What can happen to the name of another child in a record."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("named.replaced", _("The name of another child was replaced")),
    Action("named.kept", _("The name of another child stays, with a reason"), severity="notable"),
)
