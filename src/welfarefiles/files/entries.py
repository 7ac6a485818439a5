"""How rows of the index are shown in a list."""

from .. import _
from ..calendars import london
from ..fragment import Fragment
from ..people.names import fullname
from .serialise import addresses
from .serialise import url_of
from .states import RECORD_STATES
from .states import tag_of
from plone import api


ENTRIES = Fragment(__file__, "templates/entries.pt")


class Entries:
    """Mixin of pages with such a list: overview, chronology, tabs, search."""

    def listed(self, entries):
        """HTML of a list of rows."""
        address = addresses(api.portal.get())
        return ENTRIES(self.request, entries=entries, view=self, url_of=address)

    def when(self, row):
        return london.format_weekday_time(row.happened_at)

    def recorded(self, row):
        """Who recorded it, and when, where that was another day."""
        name, day = fullname(row.author), london.london_date(row.recorded_at)
        if day == london.london_date(row.happened_at):
            return _("recorded the same day by ${name}", mapping={"name": name})
        on = london.format_short_date(day)
        return _("recorded ${day} by ${name}", mapping={"day": on, "name": name})

    def title_of(self, row):
        return row.heading or row.title

    def url_of(self, row):
        return url_of(row, api.portal.get())

    def said(self, row):
        """The beginning of what it says."""
        return row.extract

    def state_of(self, row):
        return row.state

    def remarks(self, row):
        """(kind of tag, text) of what else is to be said of it."""
        return ()

    def addenda(self, row):
        """That something was added after it was signed, in words; "" for nothing."""
        number = self.addenda_counted(row)
        if number == 1:
            return _("1 addendum")
        return number and _("${number} addenda", mapping={"number": number})

    def addenda_counted(self, row):
        return row.details.get("addenda", 0)

    def is_restricted(self, row):
        """Whether it stands in the restricted section; only the section's readers get such rows."""
        return bool(row.details.get("restricted"))

    def state_tag(self, row):
        return tag_of(self.state_of(row))

    def state_title(self, row):
        state = self.state_of(row)
        return RECORD_STATES.get(state, state)
