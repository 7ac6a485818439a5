"""The chronology on paper and as a table, as it is looked at on screen, oldest first."""

from .. import _
from ..access.who import who_asks
from ..access.who import without_restricted
from ..calendars import london
from ..cells import as_csv
from ..lookup import query
from ..named.first import SaysFirst
from ..named.first import SEEN
from ..named.leaving import leaving
from ..people.names import fullname
from ..people.team import school_of
from ..records.abbreviations import known_abbreviations
from ..records.abbreviations import WrittenOut
from .pdf import ChronologyHeader
from .pdf import Entry
from .pdf import render
from .pdf import STATES
from .signed_sheets import entry_of
from .signed_sheets import SignedSheet
from .views import Chronology
from functools import cached_property
from plone import api
from zope.i18n import translate


ALL_AT_ONCE = 500
HEAD = (
    "Reference",
    "When it happened",
    "Recorded",
    "Signed",
    "Corrected",
    "Kind",
    "What",
    "Who with",
    "Text",
    "Outcome",
    "State",
    "Author",
)


class Print(SaysFirst, Chronology):
    """What PDF and table share: all entries, and a name by the reference alone."""

    page_title = SaysFirst.page_title

    oldest_first = True
    ledger_action = "chronology.exported"
    ending = content_type = ""

    @property
    def ledger_detail(self):
        """How it was looked at; a table is told from a PDF."""
        told = {"names": SEEN} if self.was_told else {}
        return {"as": self.ending, **self.lens.asked, **told}

    @cached_property
    def who(self):
        """Paper goes from hand to hand: the restricted section stays out of it, whoever asks."""
        return without_restricted(who_asks())

    @cached_property
    def counts(self):
        """Of what can stand on paper."""
        return query.count_records(self.who, self.uid)

    @cached_property
    def leaving(self):
        return leaving(self.context, self.who)

    def sentences(self):
        """Whom the file names without a reason, before it leaves (R128)."""
        return self.leaving.sentences() if self.leaving.is_open else []

    @property
    def look_at(self):
        return self.leaving.url

    def made(self):
        response = self.request.response
        response.setHeader("Content-Type", self.content_type)
        name = f"{self.context.reference}-chronology.{self.ending}"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store")
        return self.printed()

    def rows(self):
        """Rows of the index in order of event."""
        after = None
        while True:
            page = self.read(after, ALL_AT_ONCE)
            yield from page
            after = page.next
            if after is None:
                return

    def text(self, record):
        """The telling text, or the one the lens is about."""
        names = [self.lens.field] if self.lens.field else record.text_fields
        texts = (getattr(record, name, None) for name in names)
        return next((text for text in texts if text), None)

    def outcome(self, record):
        """What came of it; nothing where one view alone is looked at."""
        return None if self.lens.field else getattr(record, "outcome", None)


class ChronologyPdf(Print):
    """``@@chronology.pdf``: tagged, PDF/A."""

    ending, content_type = "pdf", "application/pdf"

    def printed(self):
        return render(self.header(), map(self.entry, self.rows()))

    def header(self):
        types = ", ".join(self.type_title(portal_type) for portal_type in self.chosen)
        only = [_("Only: ") + types] if types else []
        said = [translate(one, context=self.request) for one in only + self.lens.said]
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
            scope="; ".join(said),
        )

    @cached_property
    def abbreviations(self):
        return known_abbreviations()

    def entry(self, row):
        if isinstance(row, SignedSheet):
            return entry_of(row)
        record = self.record(row)
        written = WrittenOut(self.abbreviations)
        remarks = [translate(text, context=self.request) for _kind, text in self.remarks(row)]
        return Entry(
            happened_at=row.happened_at,
            kind="; ".join([row.title, *remarks]),
            title=row.heading,
            who=getattr(record, "with_whom", None),
            text=written.plain(self.text(record) or ""),
            outcome=written.plain(self.outcome(record) or ""),
            state=self.state_of(row),
            recorded_at=row.recorded_at,
            author=fullname(row.author),
            struck_reason="; ".join(map(in_words, self.corrections(record, "struck"))),
            addenda=tuple(map(in_words, self.corrections(record, "addendum"))),
        )


class ChronologyCsv(Print):
    """``@@chronology.csv``: a row for each entry, times with their offset."""

    ending, content_type = "csv", "text/csv; charset=utf-8"

    def printed(self):
        return as_csv(HEAD, map(self.line, self.rows())).encode("utf-8")

    def line(self, row):
        if isinstance(row, SignedSheet):
            return self.line_of_sheet(entry_of(row))
        record = self.record(row)
        state = self.state_of(row)
        return (
            self.context.reference if row.file_uid == self.uid else self.family[row.file_uid],
            moment(row.happened_at),
            moment(row.recorded_at),
            moment(row.signed_at),
            "; ".join(moment(deed.at) for deed in self.corrections(record, "addendum", "struck")),
            row.title,
            row.heading,
            getattr(record, "with_whom", None),
            self.text(record),
            self.outcome(record),
            STATES.get(state, state.capitalize()),
            fullname(row.author),
        )

    def line_of_sheet(self, entry):
        """That the front sheet was signed."""
        when = moment(entry.happened_at)
        names = {
            "Reference": self.context.reference,
            "When it happened": when,
            "Recorded": when,
            "Signed": when,
            "Kind": entry.kind,
            "What": entry.title,
            "Text": entry.text,
            "State": entry.state.capitalize(),
            "Author": entry.author,
        }
        return [names.get(name, "") for name in HEAD]


def moment(when):
    """An instant in London's time, to the minute; empty for none."""
    return london.in_london(when).isoformat(timespec="minutes") if when else ""


def in_words(deed):
    """What was written, who wrote it and when."""
    about = f"{deed.about}: " if deed.about else ""
    return f"{about}{deed.text} ({deed.by}, {deed.when})"
