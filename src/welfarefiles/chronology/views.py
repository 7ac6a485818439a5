"""The chronology of a file on screen and in print: by event, by kind (R081, R088)."""

from .. import _
from ..access.who import who_asks
from ..access.who import without_restricted
from ..calendars import london
from ..files.record_types import types_of_tab
from ..files.views import FilePage
from ..files.views import TABS
from ..index import query
from ..people.names import fullname
from ..people.team import school_of
from ..records.abbreviations import known_abbreviations
from ..records.abbreviations import WrittenOut
from ..signing.addenda import addenda
from ..signing.history import deeds
from .pdf import ChronologyHeader
from .pdf import Entry
from .pdf import render
from functools import cached_property
from plone import api


SHOWN = 50
ALL_AT_ONCE = 500


class Chronology(FilePage):
    """All records of a file, 50 a page, the newest event first unless turned round."""

    tab = "chronology"

    @property
    def page_title(self):
        return dict(TABS)[self.tab]

    @property
    def types(self):
        """Types of this tab; the chronology itself can be narrowed to one."""
        return types_of_tab(self.tab) or tuple(self.chosen)

    @cached_property
    def chosen(self):
        asked = self.request.form.get("type") or ()
        asked = [asked] if isinstance(asked, str) else list(asked)
        return [one for one in asked if one in self.counts]

    @property
    def oldest_first(self):
        return self.request.form.get("order") == "up"

    @cached_property
    def page(self):
        after = self.request.form.get("after") or None
        try:
            return self.read(after)
        except query.PageGone:
            return self.read(None)

    def read(self, after, limit=SHOWN):
        return query.records(
            self.who,
            self.uid,
            portal_types=self.types,
            descending=not self.oldest_first,
            after=after,
            limit=limit,
        )

    def filters(self):
        """Types of record with their numbers, each with the address that shows only those."""
        for portal_type, number in sorted(self.counts.items()):
            chosen = portal_type in self.chosen
            yield {
                "title": self.type_title(portal_type),
                "count": number,
                "chosen": chosen,
                "url": self.address(type=None if chosen else portal_type),
            }

    def type_title(self, portal_type):
        types_tool = api.portal.get_tool("portal_types")
        return types_tool[portal_type].Title()

    def address(self, **more):
        """Address of this page with another filter, order or place."""
        now = {"type": self.chosen[0] if self.chosen else None}
        now["order"] = "up" if self.oldest_first else None
        pairs = [f"{name}={value}" for name, value in {**now, **more}.items() if value]
        return "?".join([f"{self.context.absolute_url()}/@@{self.tab}", "&".join(pairs)]).rstrip(
            "?"
        )

    @property
    def turned(self):
        return self.address(order=None if self.oldest_first else "up")

    @property
    def next_url(self):
        return self.address(after=self.page.next) if self.page.next else None

    @property
    def pdf_url(self):
        """The PDF of what is shown: the whole, or one type."""
        query_string = f"?type={self.chosen[0]}" if self.chosen else ""
        return f"{self.context.absolute_url()}/@@chronology.pdf{query_string}"


class Contacts(Chronology):
    """Contact notes and concerns."""

    tab = "contacts"


class Plans(Chronology):
    """Assessments and plans."""

    tab = "plans"


class Documents(Chronology):
    """Uploaded documents."""

    tab = "documents"


class Decisions(Chronology):
    """Managers' decisions and closing summaries."""

    tab = "decisions"


class ChronologyPdf(Chronology):
    """The same as a tagged PDF, oldest first, named by the reference."""

    oldest_first = True
    ledger_action = "chronology.exported"

    @cached_property
    def who(self):
        """Paper goes from hand to hand: the restricted section stays out of it, whoever asks."""
        return without_restricted(who_asks())

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        name = f"{self.context.reference}-chronology.pdf"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Cache-Control", "no-store")
        return render(self.header(), self.entries())

    def header(self):
        scope = ", ".join(self.type_title(portal_type) for portal_type in self.chosen)
        return ChronologyHeader(
            reference=self.context.reference,
            child_name=self.child,
            date_of_birth=self.context.date_of_birth,
            year_group=str(self.year),
            printed_by=fullname(api.user.get_current().getId()),
            printed_at=london.now(),
            demonstration=bool(
                api.portal.get_registry_record("welfarefiles.demonstration", default=False)
            ),
            school=school_of(self.context).title,
            scope=_("Only: ") + scope if scope else "",
        )

    def entries(self):
        """Entries in order of event, each read in full from its record."""
        after = None
        while True:
            page = self.read(after, ALL_AT_ONCE)
            yield from (self.entry(row) for row in page)
            after = page.next
            if after is None:
                return

    @cached_property
    def abbreviations(self):
        return known_abbreviations()

    def entry(self, row):
        record = self.context[row.path.rsplit("/", 1)[-1]]
        texts = [getattr(record, name, None) for name in record.text_fields]
        written = WrittenOut(self.abbreviations)
        return Entry(
            happened_at=row.happened_at,
            kind=row.title,
            title=row.heading,
            who=getattr(record, "with_whom", None),
            text=written.plain(next((text for text in texts if text), "")),
            outcome=written.plain(getattr(record, "outcome", None) or ""),
            state=row.state,
            recorded_at=row.recorded_at,
            author=fullname(row.author),
            struck_reason="; ".join(map(in_words, deeds(record, "struck"))),
            addenda=tuple(map(in_words, addenda(record))),
        )


def in_words(deed):
    """What was written, who wrote it and when."""
    about = f"{deed.about}: " if deed.about else ""
    return f"{about}{deed.text} ({deed.by}, {deed.when})"
