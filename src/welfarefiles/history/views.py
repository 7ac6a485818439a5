"""Pages of the ledger: of a file, of a school and its people, and of oneself."""

from .. import _
from ..access.who import who_asks
from ..calendars import london
from ..files.serialise import addresses
from ..files.views import FilePage
from ..fragment import Fragment
from ..ledger import reading
from ..ledger.reading import Filter
from ..lookup import query
from ..people.names import fullname
from ..people.team import team
from .asked import asked
from .asked import KIND_TITLES
from .chart import bars
from .chart import HEIGHT
from .chart import WIDTH
from .reach import of_file
from .reach import reach
from .telling import Teller
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView


SHOWN = 50
USUAL_DAYS = 30
FILTERS = Fragment(__file__, "templates/filters.pt")
CHART = Fragment(__file__, "templates/chart.pt")
TABLE = Fragment(__file__, "templates/table.pt")


class Trail:
    """What every page of the ledger does: understand filters, page, tell, draw.

    A page says by `entries_of(**conditions)` where it looks, as a `reading.Filter`.
    """

    page_title = _("History")
    heading = _("Who saw and did what")
    name = "history"
    ledger_action = "history.viewed"
    own = False
    has_people = True
    has_reference = True
    asks_reference = True
    usual_days = USUAL_DAYS

    def entries_of(self, **conditions):
        raise NotImplementedError

    @property
    def ledger_detail(self):
        """Whose doings were read, and of which kind."""
        return {"about": self.asked.person, "kind": self.asked.kind, "page": ""}

    @property
    def address(self):
        return f"{self.context.absolute_url()}/@@{self.name}"

    @cached_property
    def asked(self):
        usual = self.usual_days and london.today() - timedelta(days=self.usual_days - 1)
        return asked(self.request.form, usual or None)

    @cached_property
    def filter(self):
        return self.entries_of(**self.asked.conditions())

    @cached_property
    def found(self):
        """One entry more than a page has, if there is one."""
        return reading.entries(self.filter, before=self.asked.before, limit=SHOWN + 1)

    @cached_property
    def told(self):
        teller = Teller(self.request, own=self.own)
        return [teller.told(entry) for entry in self.found[:SHOWN]]

    @cached_property
    def by_day(self):
        return reading.counts("day", self.filter)

    @property
    def total(self):
        return sum(self.by_day.values())

    @property
    def next_url(self):
        more = len(self.found) > SHOWN
        return more and f"{self.address}?{self.asked.query(before=self.found[SHOWN - 1].number)}"

    @property
    def first_url(self):
        return self.asked.before and f"{self.address}?{self.asked.query()}"

    @property
    def csv_url(self):
        return f"{self.context.absolute_url()}/@@history.csv?{self.asked.query()}"

    def people(self):
        """(id, name) of those who did something within the other filters, by name."""
        conditions = {**self.asked.conditions(), "person": ""}
        ids = set(reading.counts("person", self.entries_of(**conditions))) | {self.asked.person}
        pairs = [(user_id, fullname(user_id)) for user_id in ids if user_id]
        return sorted(pairs, key=lambda pair: pair[1].casefold())

    def filters_shown(self):
        """HTML of the filters."""
        return FILTERS(
            self.request,
            address=self.address,
            asked=self.asked,
            kinds=KIND_TITLES.items(),
            people=self.people() if self.has_people else None,
            asks_reference=self.asks_reference,
        )

    def chart_shown(self):
        """HTML of the drawing and of the table with the same numbers."""
        drawn = bars(self.by_day, self.asked.since, self.asked.until or london.today())
        return CHART(self.request, bars=drawn, width=WIDTH, height=HEIGHT) if drawn else ""

    def table_shown(self):
        """HTML of one page of entries."""
        return TABLE(
            self.request,
            entries=self.told,
            has_people=self.has_people,
            has_reference=self.has_reference,
            url_of=self.url_of,
            person_url=self.person_url,
        )

    @cached_property
    def files(self):
        """Rows of the files the reader may open, by uid."""
        uids = {told.file_uid for told in self.told if told.file_uid}
        return query.file_rows(uids, who_asks())

    def url_of(self, told):
        """Where the file of an entry is, or None."""
        row = self.files.get(told.file_uid)
        return addresses(api.portal.get())(row) if row is not None else None

    def person_url(self, told):
        """Where everything a person did is, or None."""
        return


class FileHistory(Trail, FilePage):
    """Who saw and did what in one file, when and why; for its lead."""

    tab = "history"
    has_reference = asks_reference = False
    usual_days = None

    def entries_of(self, **conditions):
        return of_file(self.context, **{**conditions, "reference": ""})


class SchoolHistory(Trail, BrowserView):
    """The same of a school, or of one person in it: "what did this user see and do"."""

    @property
    def page_title(self):
        name = self.asked.person and fullname(self.asked.person)
        return _("What ${name} saw and did", mapping={"name": name}) if name else _("History")

    @property
    def roles(self):
        """Roles in the school of the person who was chosen."""
        return sorted(team(self.context).roles_of(self.asked.person)) if self.asked.person else []

    def entries_of(self, **conditions):
        return reach(self.context, **conditions)

    def person_url(self, told):
        if not told.person or told.person == self.asked.person:
            return None
        days = replace(self.asked, kind="", reference="")
        return f"{self.address}?{days.query(person=told.person)}"


class MyActivity(Trail, BrowserView):
    """What the ledger has of oneself; one may always know."""

    page_title = _("My activity")
    name = "my-activity"
    ledger_action = ""
    heading = _("What you saw and did")
    own = True
    has_people = False
    # What one was refused has a reference too: to ask by it would tell that there is something.
    asks_reference = False

    def entries_of(self, **conditions):
        user_id = who_asks().user_id
        # Whoever is nobody here finds nothing: no entry is by a person of this name.
        return Filter(**{**conditions, "person": user_id or "\0", "reference": ""})

    @property
    def csv_url(self):
        return None
