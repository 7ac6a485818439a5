"""What can happen to letters."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("letters.prepared", _("Letter prepared")),
    Action("letters.sent", _("Letter sent"), severity="notable"),
    Action("letters.withheld", _("Letter not sent")),
    Action("letters.taken", _("Letter downloaded"), kind="download"),
    Action("letters.list-seen", _("List of letters to send seen"), kind="view"),
    Action("letters.template-changed", _("Template of a letter changed")),
    Action("letters.template-withdrawn", _("Template of a letter withdrawn")),
)
