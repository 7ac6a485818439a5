"""What can happen to a filed email besides what happens to every record."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("correspondence.taken", _("Attachment of an email downloaded"), kind="download"),
    Action("correspondence.superseded", _("Email marked: a later one holds all of it")),
    Action("correspondence.restored", _("Superseded email counts by itself again")),
)
