"""What the ledger says about policies."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("policies.published", _("A policy was published"), kind="change", severity="notable"),
    Action("policies.changed", _("What is said of a policy was changed"), kind="change"),
    Action("policies.acknowledged", _("A policy was acknowledged"), kind="change"),
)
