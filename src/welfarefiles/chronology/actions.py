"""What can happen with a chronology."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action(
        "chronology.exported",
        _("Chronology taken as PDF or table"),
        kind="download",
        severity="notable",
    ),
    Action(
        "chronology.record-printed", _("Record taken as PDF"), kind="download", severity="notable"
    ),
)
