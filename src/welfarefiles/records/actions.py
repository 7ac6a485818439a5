"""What can happen to a record."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("records.added", _("Record added")),
    Action("records.changed", _("Draft changed")),
    Action("records.viewed", _("Record seen"), kind="view"),
    Action("records.downloaded", _("Uploaded document downloaded"), kind="download"),
    Action(
        "records.original",
        _("Original of an uploaded picture downloaded, with what the camera noted"),
        kind="download",
    ),
    Action("step.sign", _("Record signed")),
    Action("step.strike", _("Record struck through"), severity="notable"),
)
