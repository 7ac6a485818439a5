"""Pages of a file: overview and the parts behind its tabs."""

from .. import _
from ..access.grants import grants
from ..access.offers import offers
from ..access.who import who_asks
from ..calendars import london
from ..fragment import Fragment
from ..interfaces import IFileTab
from ..interfaces import IFileTag
from ..interfaces import IFrontSheetNote
from ..ledger import reading
from ..lookup import query
from ..people.names import fullname
from ..people.roles import PRIVILEGED_READER
from ..permissions import ADD_RECORD
from ..permissions import EDIT_FRONT_SHEET
from ..permissions import may
from ..permissions import VIEW_LEDGER
from . import vocabularies
from .attention import attentions
from .attention import dues_of_file
from .attention import missing
from .beside import beside
from .display import shown_fields
from .entries import Entries
from .record_types import record_types
from .states import shown_state
from collections import Counter
from datetime import timedelta
from functools import cached_property
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from zope.component import getAdapters
from zope.component import subscribers


#: Tabs of a file: name of the page, title. A type of record says on which it stands.
TABS = (
    ("view", _("Overview")),
    ("chronology", _("Chronology")),
    ("contacts", _("Contacts")),
    ("plans", _("Assessments and plans")),
    ("documents", _("Documents")),
    ("decisions", _("Decisions")),
    ("people", _("People")),
)
#: Those that list no records.
NO_LISTS = ("view", "people")

ADDING = Fragment(__file__, "templates/adding.pt")
ATTENTION = Fragment(__file__, "templates/attention.pt")
FIELDS = Fragment(__file__, "templates/fields.pt")
TAB_BAR = Fragment(__file__, "templates/tabs.pt")
TAGS = Fragment(__file__, "templates/tags.pt")


def counted(uid):
    """`{portal_type: number}` of the records of a file that the person sees; asked once a page."""
    who, kept = who_asks(), query.kept()
    key = "counted", who.user_id, uid
    if key not in kept:
        kept[key] = query.count_records(who, uid)
    return kept[key]


class FilePage(Entries, BrowserView):
    """What every page of a file shows at its head: the child, the state, the tabs."""

    tab = "view"

    @cached_property
    def uid(self):
        return IUUID(self.context)

    @cached_property
    def who(self):
        return who_asks()

    @property
    def child(self):
        return self.context.child_name

    @cached_property
    def born(self):
        return london.format_short_date(self.context.date_of_birth)

    @cached_property
    def year(self):
        return vocabularies.title_of(vocabularies.year_groups, self.context.year_group)

    @cached_property
    def state(self):
        return shown_state(self.context)

    @cached_property
    def counts(self):
        """`{portal_type: number of records}` of this file."""
        return counted(self.uid)

    def tabs(self):
        """Links of the tab bar, with the number of records behind each."""
        base = self.context.absolute_url()
        counts = self.counts_by_tab
        for name, title in TABS:
            yield {
                "title": title,
                "url": base if name == "view" else f"{base}/@@{name}",
                "count": None if name in NO_LISTS else counts[name],
                "current": name == self.tab,
            }
        yield from self.further_tabs()

    @cached_property
    def counts_by_tab(self):
        """`{tab: number of records}`; on the chronology stand all."""
        found, types = Counter(chronology=sum(self.counts.values())), record_types()
        for portal_type, number in self.counts.items():
            if portal_type in types:
                found[types[portal_type].tab] += number
        return found

    @cached_property
    def tabs_of_others(self):
        """(name, tab) of those of other concerns, in their order."""
        found = getAdapters((self.context, self.request), IFileTab)
        there = [(tab.order, name, tab) for name, tab in found if tab.available()]
        return [(name, tab) for _order, name, tab in sorted(there, key=lambda one: one[:2])]

    def further_tabs(self):
        """Those of other concerns."""
        base = self.context.absolute_url()
        for name, tab in self.tabs_of_others:
            yield {
                "title": tab.title,
                "url": f"{base}/@@{name}",
                "count": self.counts_by_tab.get(name, tab.count),
                "current": name == self.tab,
            }

    def tags(self):
        """Tags of other concerns at the head of the page: (kind of tag, text)."""
        return [tag for source in subscribers((self.context,), IFileTag) for tag in source.tags()]

    def tags_shown(self):
        """HTML of the tags, the reference and the volume."""
        return TAGS(self.request, file=self.context, state=self.state, tags=self.tags())

    def tab_bar(self):
        """HTML of the tabs."""
        return TAB_BAR(self.request, tabs=self.tabs())

    def may(self, permission):
        return may(permission, self.context)

    @property
    def may_add(self):
        return self.may(ADD_RECORD)

    def added(self):
        """What the person may add here: headings, each with title and address of its forms.

        A type with several kinds has a heading of its own, the others stand under their tab's.
        """
        order = self.context.getTypeInfo().allowed_content_types
        allowed = {fti.getId(): fti for fti in self.context.allowedContentTypes()}
        types, headings = record_types(), {}
        tabs = {**dict(TABS), **{name: tab.title for name, tab in self.tabs_of_others}}
        base = self.context.absolute_url()
        for name in (one for one in order if one in allowed):
            fti, record_class = allowed[name], types[name]
            title = fti.Title() if record_class.askings else tabs.get(record_class.tab, "")
            headings.setdefault(title, []).extend(forms_of(fti, record_class, base))
        return [{"title": title, "forms": forms} for title, forms in headings.items()]

    def adding(self):
        """HTML of what the person may add here; "" for nothing."""
        if not self.may_add:
            return ""
        return ADDING(self.request, base=self.context.absolute_url(), groups=self.added())

    def offers(self):
        return offers(self.context)


def forms_of(fti, record_class, base):
    """The forms of a type: one for each kind its menu offers, or the one there is."""
    url = f"{base}/++add++{fti.getId()}"
    offered = [one for one in record_class.askings if one.offered]
    if not offered:
        return [{"title": fti.Title(), "url": url}]
    return [{"title": one.title, "url": f"{url}?kind={one.name}"} for one in offered]


WHO_SEES = {
    "open": _("Leads and authorisers of the school named for this kind of file see all of it."),
    "transferred": _("Leads and records managers named for this kind of file see all of it."),
    "closed": _("Leads and records managers named for this kind of file see all of it."),
    "retained": _("Records managers named for this kind of file see all of it."),
}


class Overview(FilePage):
    """Front sheet, what is missing or due, the latest entries."""

    latest_shown = 6
    seen_days = 30
    seen_shown = 5

    def __call__(self):
        with query.together():
            return super().__call__()

    def latest(self):
        page = query.records(self.who, self.uid, descending=True, limit=self.latest_shown)
        return page.rows

    def attention(self):
        """What is late, waits or falls due on this file, the most pressing first."""
        found = attentions(dues_of_file(self.who, self.context, 12))
        if self.may(EDIT_FRONT_SHEET):
            found += missing(self.context)
        return found

    def attention_shown(self, lines):
        """HTML of `attention`."""
        return ATTENTION(self.request, items=lines)

    def front_sheet(self):
        """Label and value of the front sheet's filled fields (people have a page of their own)."""
        skip = ("given_name", "family_name", "known_as", "people", "volume", "upn")
        return shown_fields(self.context, skip=skip)

    def front_sheet_shown(self):
        """HTML of the front sheet."""
        return FIELDS(self.request, fields=self.front_sheet())

    @cached_property
    def front_sheet_notes(self):
        """What other concerns say of the front sheet."""
        return subscribers((self.context,), IFrontSheetNote)

    def who_has_seen(self):
        """Who saw the file in the last days, the latest first; for those who read its history."""
        if not self.may(VIEW_LEDGER):
            return []
        since = london.now() - timedelta(days=self.seen_days)
        return [
            {
                "name": fullname(reader.person),
                "when": london.format_weekday_time(london.in_london(reader.last)),
            }
            for reader in reading.readers(self.uid, since=since)[: self.seen_shown]
            if reader.person
        ]

    def beside(self):
        """Other files to look into with this one."""
        return beside(self.context, self.who)

    @property
    def keeps_access(self):
        """Whether the person decides who sees the file."""
        return any(name == "access" for name, _tab in self.tabs_of_others)

    @property
    def roles_sentence(self):
        """Which of the school's people see the file in its present state (R039)."""
        return WHO_SEES[self.state["id"]]

    def who_may_see(self):
        """Names of those with a grant on this file, and until when (R039)."""
        if self.state["id"] != "open":
            return []
        now = london.now()
        return [
            {
                "name": fullname(grant.user_id),
                "role": grant.role,
                "until": grant.ends and london.format_short_date(london.london_date(grant.ends)),
            }
            for grant in grants(self.context).all()
            # who reads the restricted section is told on the page of access alone
            if grant.in_force(now) and grant.role != PRIVILEGED_READER
        ]


class People(FilePage):
    """Family and professionals, with who has parental responsibility (R032)."""

    tab = "people"
    page_title = _("People")

    def people(self):
        return self.context.people or []
