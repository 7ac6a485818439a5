"""What can happen to a school's team."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("people.role-given", _("Role in the team given"), kind="access", severity="notable"),
    Action("people.role-ended", _("Role in the team ended"), kind="access", severity="notable"),
)
