"""What can happen to a filed email besides what happens to every record."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("correspondence.taken", _("Attachment of an email downloaded"), kind="download"),
)
