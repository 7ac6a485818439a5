"""What the ledger holds of retention."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("retention.facts-changed", _("Facts that decide how long it is kept changed")),
    Action("retention.schedule-adopted", _("Retention schedule adopted"), severity="notable"),
    Action("retention.hold-set", _("Hold set"), severity="notable"),
    Action("retention.hold-released", _("Hold released by one person"), severity="serious"),
    Action("retention.hold-ended", _("Hold ended by a second person"), severity="serious"),
    Action("retention.report-seen", _("Retention report seen"), kind="view"),
    Action("step.retain", _("File retained"), severity="notable"),
)
