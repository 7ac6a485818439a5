"""What can happen to a contact about several children."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("joint.written", _("Contact written for several children, each in their own file")),
    Action("joint.upload-given", _("File put into another copy of a joint contact")),
    Action("joint.parted", _("Copy of a contact about several children stands by itself")),
)
