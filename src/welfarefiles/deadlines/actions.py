"""What the ledger holds of deadlines."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("deadlines.list-viewed", _("Deadlines of the school seen"), kind="view"),
    Action("deadlines.marker-set", _("Marker set"), severity="notable"),
    Action("deadlines.marker-ended", _("Marker ended"), severity="notable"),
    Action("deadlines.calendar-changed", _("Calendar of the school changed"), severity="notable"),
)
