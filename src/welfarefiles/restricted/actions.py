"""What the ledger can say about the restricted section."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action(
        "restricted.moved",
        _("A record was moved into the restricted section"),
        kind="access",
        severity="notable",
    ),
    Action("restricted.added", _("A record was written in the restricted section"), kind="change"),
)
