"""What the ledger holds of paper files."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("paperfile.asked", _("Removal of a paper file asked for")),
    Action("paperfile.authorised", _("Removal of a paper file authorised"), severity="notable"),
    Action("paperfile.refused", _("Removal of a paper file refused")),
    Action("paperfile.back", _("Paper file back in the office")),
    Action("paperfile.withdrawn", _("Removal of a paper file not asked for any more")),
)
