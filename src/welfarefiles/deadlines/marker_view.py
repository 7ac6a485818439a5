"""The page of a file's markers: those that stand, those that were, setting and ending one."""

from .. import _
from ..files.views import FilePage
from ..permissions import EDIT_FRONT_SHEET
from ..records.rowforms import RowForms
from .marker_words import shown
from .marking import end_marker
from .marking import kinds
from .marking import markers_of
from .marking import set_marker


class MarkersPage(RowForms, FilePage):
    """List, set, end. An error stands at its field and what was typed is kept."""

    tab = "markers"
    page_title = _("Markers")
    buttons = ("set", "end")
    labels = {
        "source": _("Who said so, and how"),
        "end_source": _("Who said so, and how"),
    }

    @property
    def may_add(self):
        return self.may(EDIT_FRONT_SHEET)

    @property
    def target(self):
        return f"{self.context.absolute_url()}/@@markers"

    def do_set(self, id):
        kind, starts = self.typed("kind"), self.moment("starts")
        set_marker(self.context, kind, starts, self.typed("source"))
        return _("The marker is set.")

    def do_end(self, id):
        end_marker(self.context, id, self.moment("ends", id), self.typed("end_source", id))
        return _("The marker has ended. It stays in the list.")

    def markers(self):
        return [shown(marker) for marker in markers_of(self.context)]

    def kinds(self):
        return kinds().items()
