"""The page of a file's markers: those that stand, those that were, setting and ending one."""

from .. import _
from ..calendars import london
from ..files.views import FilePage
from ..permissions import EDIT_FRONT_SHEET
from ..submission import is_from_our_page
from ..submission import OUT_OF_DATE
from .marker_words import shown
from .markers import BadMarker
from .marking import end_marker
from .marking import kinds
from .marking import markers_of
from .marking import set_marker
from datetime import datetime
from plone import api
from zExceptions import NotFound


class MarkersPage(FilePage):
    """List, set, end. An error stands at its field and what was typed is kept."""

    tab = "markers"
    page_title = _("Markers")
    error = None
    warning = ""

    def __call__(self):
        if self.request.method == "POST":
            if not self.may_change:
                raise NotFound()
            if not is_from_our_page(self.request):
                self.warning = OUT_OF_DATE
            elif self.act():
                return self.request.response.redirect(f"{self.context.absolute_url()}/@@markers")
        return self.index()

    @property
    def may_change(self):
        return self.may(EDIT_FRONT_SHEET)

    def act(self):
        """Do what the pressed button says; False when it was refused."""
        try:
            if self.ending:
                ends = self.moment("ends")
                end_marker(self.context, self.ending, ends, self.typed("end_source"))
                api.portal.show_message(_("The marker has ended. It stays in the list."))
            else:
                starts = self.moment("starts")
                set_marker(self.context, self.typed("kind"), starts, self.typed("source"))
                api.portal.show_message(_("The marker is set."))
        except BadMarker as error:
            self.error = error
            return False
        return True

    def typed(self, name):
        """What was typed into a field; the fields of an end carry the marker's id."""
        value = self.request.form.get(f"{name}-{self.ending}" if self.ending else name)
        return " ".join(value.split()) if isinstance(value, str) else ""

    @property
    def ending(self):
        """Id of the marker whose end is sent, or an empty text."""
        value = self.request.form.get("end")
        return value if isinstance(value, str) else ""

    def moment(self, name):
        """The instant typed as a day and a time; raises `BadMarker`."""
        text = f"{self.typed(f'{name}_day')}T{self.typed(f'{name}_time')}"
        try:
            return london.localise(datetime.fromisoformat(text))
        except (london.NoSuchTime, london.AmbiguousTime) as error:
            raise BadMarker(name, str(error)) from None
        except ValueError:
            raise BadMarker(name, _("Give the day and the time.")) from None

    def kept(self, name, id=""):
        """What a field shows again after an error."""
        return self.typed(name) if self.error is not None and self.ending == id else ""

    def why(self, field, id=""):
        """The sentence beside a field, or nothing."""
        if self.error is None or self.ending != id or self.error.field != field:
            return ""
        return self.error.message

    def markers(self):
        return [shown(marker) for marker in markers_of(self.context)]

    def kinds(self):
        return kinds().items()
