"""The chronology of a file on screen and in print: by event, by kind (R081, R088)."""

from .. import _
from ..calendars import london
from ..files.record_types import types_of_tab
from ..files.states import RECORD_STATES
from ..files.views import FilePage
from ..files.views import TABS
from ..interfaces import IFamily
from ..lookup import query
from ..people.typed import text_of
from ..people.typed import texts_of
from ..signing.history import deeds
from .lens import is_unheard
from .lens import LAST_CONTACTS
from .lens import lens_asked
from .lens import LENSES
from .lens import signed_after
from .lens import state_then
from .merging import on_page
from .signed_sheets import signed_sheets
from .signed_sheets import SignedSheet
from functools import cached_property
from plone import api
from zope.component import subscribers


SHOWN = 50
#: States of records that were not struck through.
STANDING = tuple(state for state in RECORD_STATES if state != "struck")


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
        return [one for one in texts_of(self.request.form, "type") if one in self.counts]

    @property
    def oldest_first(self):
        return self.request.form.get("order") == "up"

    @cached_property
    def page(self):
        return query.still_there(self.read, text_of(self.request.form, "after") or None)

    @cached_property
    def lens(self):
        return lens_asked(self.request.form, london.today())

    @cached_property
    def family(self):
        """`{uid: the child's name}` of the files of siblings that the person may read."""
        uids = {uid for one in subscribers((self.context,), IFamily) for uid in one.files()}
        rows = query.file_rows(uids, self.who) if uids else {}
        return {uid: row.child_name for uid, row in rows.items()}

    def read(self, after, limit=SHOWN):
        page = self.records(after, limit)
        if not self.sheets:
            return page
        ended = query.item(after).happened_at if after else None
        rows = on_page(page, self.sheets, ended, not self.oldest_first)
        return query.Page(rows, page.next)

    @cached_property
    def sheets(self):
        """Signatures of the front sheet, where all that happened is looked at."""
        if self.tab != "chronology" or self.chosen or self.lens.name:
            return []
        return signed_sheets(self.context, self.uid, self.lens.until)

    def records(self, after, limit):
        return query.records(
            self.who,
            self.uid,
            portal_types=self.types,
            facts=self.lens.facts,
            known_on=self.lens.until,
            family=tuple(self.family) if self.lens.family else (),
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
        now = {"type": self.chosen[0] if self.chosen else None, **self.lens.asked}
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

    def taken_as(self, name):
        """Address of a print of what is shown: the whole, or what the lens and the type leave."""
        page, _mark, asked = self.address(order=None).partition("?")
        return f"{page.rpartition('/')[0]}/@@{name}" + (f"?{asked}" if asked else "")

    def lenses(self):
        """The lenses with their addresses."""
        for name, title, _fact, _field in LENSES:
            yield {
                "title": title,
                "chosen": name == self.lens.name,
                "url": self.address(lens=name, type=None),
            }

    @property
    def is_unheard(self):
        """Whether the last contacts hold nothing of the child's own view (R123)."""
        asked = {"portal_types": types_of_tab("contacts"), "states": STANDING}
        last = query.records(self.who, self.uid, **asked, descending=True, limit=LAST_CONTACTS)
        return is_unheard(last.rows)

    def said(self, row):
        if self.lens.field is None:
            return row.extract
        return getattr(self.record(row), self.lens.field, None) or ""

    def record(self, row):
        """The object of a row; rows are only of what the person sees."""
        return api.portal.get().unrestrictedTraverse(row.path)

    def state_of(self, row):
        """The state, as it was on the day that is looked at."""
        if self.lens.until is None or isinstance(row, SignedSheet):
            return row.state
        return state_then(deeds(self.record(row)), self.lens.until)

    def addenda_counted(self, row):
        """How many there were on the day that is looked at."""
        if self.lens.until is None or isinstance(row, SignedSheet):
            return super().addenda_counted(row)
        return len(self.corrections(self.record(row), "addendum"))

    def corrections(self, record, *kinds):
        """What was done with a record by the day that is looked at, of these kinds."""
        until = self.lens.until
        found = deeds(record, *kinds)
        return [deed for deed in found if until is None or deed.at <= until]

    def remarks(self, row):
        """(kind of tag, text): whose file it is in, and what was not known then."""
        if row.file_uid != self.uid:
            whose = {"child": self.family[row.file_uid]}
            yield "info", _("In the file of ${child}", mapping=whose)
        later = signed_after(row.signed_at, self.lens.until)
        if later:
            yield "warn", _("Signed on ${day}: its text may be newer", mapping={"day": later})


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
