"""What can happen to a pack that came in."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("imports.brought", _("Transfer pack brought")),
    Action("imports.refused", _("Transfer pack refused"), severity="notable"),
    Action("imports.verified", _("Transfer pack verified"), severity="notable"),
    Action("imports.previewed", _("Transfer pack looked at"), kind="view"),
    Action("imports.dropped", _("Transfer pack not taken in")),
    Action("imports.restricted", _("Restricted record taken in"), severity="notable"),
    Action("imports.taken", _("Files taken in from another school"), severity="notable"),
)
