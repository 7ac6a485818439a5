"""What leads do with what was raised, as the ledger calls it."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("inbox.listed", _("Inbox of concerns seen"), kind="view"),
    Action("inbox.searched", _("Inbox of concerns searched"), kind="search"),
    Action("inbox.viewed", _("Raised concern seen"), kind="view"),
    Action("inbox.downloaded", _("Photograph of a raised concern seen"), kind="download"),
    Action(
        "inbox.original",
        _("Original of a photograph seen, with what the camera noted"),
        kind="download",
    ),
    Action("inbox.taken-up", _("Raised concern taken up")),
    Action("inbox.assigned", _("Raised concern given to somebody to handle")),
    Action("inbox.replied", _("Who raised a concern was answered")),
    Action("inbox.noted", _("Note made on a raised concern")),
    Action("inbox.filed", _("Raised concern put into a file")),
    Action("inbox.no-file", _("Raised concern needs no file")),
    Action("inbox.answered", _("Request to see a record dealt with")),
    Action("inbox.destroyed", _("Raised concern destroyed with its file"), kind="disposal"),
    Action("inbox.unfiled-listed", _("What was raised and went into no file listed"), kind="view"),
    Action("inbox.end-prepared", _("Destruction of something raised prepared"), kind="disposal"),
    Action("inbox.end-withdrawn", _("Destruction of something raised withdrawn"), kind="disposal"),
    Action(
        "inbox.unfiled-destroyed",
        _("Something raised that went into no file destroyed"),
        kind="disposal",
        severity="serious",
    ),
    Action("inbox.escalated", _("Raised concern nobody had taken up reported"), severity="notable"),
)
