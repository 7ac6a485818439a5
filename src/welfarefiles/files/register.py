"""The register: every child for whom a file is kept, from the index only (R005-R009)."""

from .. import _
from ..access.wall import account_id
from ..access.who import register_visibility
from ..access.who import who_asks
from ..blinding import blinded
from ..calendars import london
from ..fragment import Fragment
from ..index.words import year_order
from ..lookup import query
from ..lookup.register import Filters
from ..people.names import fullname
from ..permissions import MANAGE_TEAM
from ..permissions import may
from ..permissions import VIEW_TRANSFERS
from ..unchanged import memory
from ..unchanged import while_unchanged
from . import vocabularies
from .serialise import addresses
from .states import tag_of
from Acquisition import aq_inner
from Acquisition import aq_parent
from functools import cache
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from urllib.parse import urlencode


SHOWN = 50
FILTERS = Fragment(__file__, "templates/register_filters.pt")
TABLE = Fragment(__file__, "templates/register_table.pt")

#: Facets shown as filters, in order, with the title of each.
FACETS = (
    ("state", _("State")),
    ("portal_type", _("Kind of file")),
    ("reason", _("Why a file is kept")),
    ("marker", _("Marker")),
    ("year_group", _("Year group")),
    ("leader", _("Responsible")),
    ("consent", _("Consent")),
    ("overdue", _("Review overdue")),
)
COLUMNS = (
    ("child", _("Child")),
    ("reference", _("Reference")),
    ("year_group", _("Year")),
    ("reasons", _("Why a file is kept")),
    ("consent", _("Consent")),
    ("separate_cp_file", _("CP file")),
    ("leader", _("Responsible")),
    ("next_review", _("Next review")),
    ("state", _("State")),
)
STATES = {
    "open": _("Open"),
    "transferred": _("Transferred"),
    "closed": _("Closed"),
    "retained": _("Retained"),
}
KINDS = {"WelfareFile": _("Welfare file"), "ChildProtectionFile": _("Child protection file")}
CONSENT_TAGS = {"given": "good", "refused": "bad", "not_sought": "warn"}


def single(form, name):
    """The one value of a field; empty for none, and for several that somebody made up."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


class Register(BrowserView):
    """One page of the register, with counted filters. The search for a name goes by POST."""

    page_title = _("Register")
    ledger_action = "files.register-viewed"

    def __call__(self):
        with query.together():
            return super().__call__()

    @property
    def ledger_detail(self):
        """How many files were listed, and the hash of the words that were searched for."""
        return {"found": self.total, "words": blinded(self.text.casefold())}

    @cached_property
    def who(self):
        return who_asks()

    @cached_property
    def url(self):
        return self.context.absolute_url()

    @cached_property
    def school_uid(self):
        return IUUID(aq_parent(aq_inner(self.context)))

    @cached_property
    def rows_for(self):
        """Who sees a register row of a file they may not open (R005)."""
        return register_visibility(self.who)

    @cached_property
    def chosen(self):
        """`{facet: set of tokens}` from the address."""
        form = self.request.form
        chosen = {name: form.get(name) or () for name, _title in FACETS}
        several = {
            name: [value] if isinstance(value, str) else value for name, value in chosen.items()
        }
        readable = {name: set(filter(is_readable, values)) for name, values in several.items()}
        return {name: tokens for name, tokens in readable.items() if tokens}

    @cached_property
    def text(self):
        return " ".join(single(self.request.form, "text").split())[:80]

    @cached_property
    def filters(self):
        chosen = {name: frozenset(values) for name, values in self.chosen.items()}
        overdue = True if chosen.pop("overdue", None) else None
        return Filters(text=self.text, overdue=overdue, **chosen)

    @cached_property
    def sort(self):
        sort = single(self.request.form, "sort")
        return sort if sort in dict(COLUMNS) else "child"

    @cached_property
    def descending(self):
        return self.request.form.get("order") == "down"

    @cached_property
    def answers(self):
        """The page and the counts beside it."""
        with query.together():
            return self.read_page(), self.read_facets()

    @property
    def page(self):
        return self.answers[0]

    @property
    def facets(self):
        return self.answers[1]

    def read_page(self):
        asked = {"sort": self.sort, "descending": self.descending, "limit": SHOWN}
        after = single(self.request.form, "after") or None
        try:
            return self.read(after=after, **asked)
        except query.PageGone:
            return self.read(**asked)

    def read(self, **asked):
        return query.register(
            self.who, self.school_uid, self.filters, rows_for=self.rows_for, **asked
        )

    def read_facets(self):
        names = tuple(name for name, _title in FACETS)
        asked = {"rows_for": self.rows_for, "names": names, "memory": memory()}
        return query.facets(self.who, self.school_uid, self.filters, **asked)

    @cached_property
    def total(self):
        """Number of files that fit all filters: the facet counts them without the states chosen."""
        counts = self.facets["state"]
        return sum(counts.get(state, 0) for state in self.chosen.get("state") or counts)

    def summary(self):
        """``131 open, 9 transferred``: the files by state, whatever else is chosen."""
        counts = self.facets["state"]
        return ", ".join(f"{counts[s]} {STATES[s].lower()}" for s in STATES if counts.get(s))

    def filter_groups(self):
        """Each facet with its values: title, count, chosen or not, and the address it leads to."""
        for name, title in FACETS:
            counts = self.facets.get(name, {})
            if name == "overdue":
                counts = {"yes": counts.get(True, 0)}
            values = [
                self.filter_value(name, token, number)
                for token, number in counts.items()
                if token != "" and (number or token in self.chosen.get(name, ()))
            ]
            if values:
                yield {"title": title, "choices": sorted(values, key=lambda v: str(v["order"]))}

    def filter_value(self, name, token, number):
        chosen = token in self.chosen.get(name, ())
        changed = {**self.chosen, name: self.chosen.get(name, set()) ^ {token}}
        return {
            "title": self.token_title(name, token),
            "count": number,
            "chosen": chosen,
            "order": self.order_of(name, token),
            "url": self.address(changed),
        }

    def order_of(self, name, token):
        if name == "year_group":
            return f"{year_order(token):03d}"
        return list(STATES).index(token) if name == "state" else self.token_title(name, token)

    @cached_property
    def token_title(self):
        """`title_of_token`, which is asked the same for every row."""
        return cache(self.title_of_token)

    def title_of_token(self, name, token):
        if name == "reason":
            return vocabularies.title_of(vocabularies.reasons, token)
        if name == "marker":
            return vocabularies.title_of(vocabularies.markers, token)
        if name == "year_group":
            return year_title(token)
        if name == "consent":
            return vocabularies.title_of(vocabularies.consent, token)
        if name == "leader":
            return fullname(token)
        return {**STATES, **KINDS, "yes": _("Review overdue")}.get(token, token)

    def address(self, chosen=None, **more):
        """Address of this page with other filters, order or place; never with the search text."""
        chosen = self.chosen if chosen is None else chosen
        pairs = [(name, token) for name in sorted(chosen) for token in sorted(chosen[name])]
        if self.sort != "child" or self.descending:
            more = {"sort": self.sort, "order": "down" if self.descending else "up", **more}
        query_string = urlencode(pairs + sorted(more.items()))
        return f"{self.url}?{query_string}".rstrip("?")

    def columns(self):
        """Heads of the table: title, address that sorts by it, and `aria-sort`."""
        for name, title in COLUMNS:
            current = name == self.sort
            order = "down" if current and not self.descending else "up"
            aria = ("descending" if self.descending else "ascending") if current else None
            yield {"title": title, "url": self.address(sort=name, order=order), "aria": aria}

    def filters_shown(self):
        """HTML of the facets."""
        return FILTERS(self.request, groups=self.filter_groups())

    def table(self):
        """HTML of the page of files."""
        return TABLE(self.request, columns=self.columns(), rows=self.rows())

    def rows(self):
        """Rows for the table; a file the person may not open has no link."""
        address, today = addresses(api.portal.get()), self.who.today
        for row in self.page:
            yield {
                "child": row.child_name,
                "url": address(row) if row.opens else None,
                "reference": row.reference,
                "kind": row.portal_type,
                "year": self.token_title("year_group", row.year_group),
                "reasons": "; ".join(self.token_title("reason", r) for r in row.reasons),
                "markers": [self.token_title("marker", one) for one in row.markers],
                "consent": self.token_title("consent", row.consent),
                "consent_tag": CONSENT_TAGS.get(row.consent, ""),
                "cp_file": _("Yes") if row.separate_cp_file else _("No"),
                "leader": self.token_title("leader", row.leader),
                "review": row.next_review and london.format_short_date(row.next_review),
                "overdue": row.state == "open" and row.next_review and row.next_review < today,
                "state": STATES[row.state],
                "state_tag": tag_of(row.state),
            }

    @cached_property
    def next_url(self):
        return self.address(after=self.page.next) if self.page.next else None

    @cached_property
    def first_url(self):
        return self.address() if self.request.form.get("after") else None

    def actions(self):
        """Where the person may go from here.

        `types`: kinds of file to open; `team`: address of the team's page, for those who keep it;
        `transfers`: of what goes to other schools and comes from them, for those who may know.
        """
        return while_unchanged(("actions", self.url, account_id()), self.find_actions)

    def find_actions(self):
        school = aq_parent(aq_inner(self.context))
        base = school.absolute_url()
        return {
            "types": [
                {"title": fti.Title(), "url": f"{self.url}/++add++{fti.getId()}"}
                for fti in self.context.allowedContentTypes()
            ],
            "team": f"{base}/@@team" if may(MANAGE_TEAM, school) else None,
            "transfers": f"{base}/@@transfers" if may(VIEW_TRANSFERS, school) else None,
        }


def year_title(token):
    """``Year 5`` as the table says it; empty when not known."""
    return str(vocabularies.title_of(vocabularies.year_groups, token)) if token else ""


class SchoolHome(BrowserView):
    """A school's own address leads to its register."""

    def __call__(self):
        self.request.response.redirect(f"{self.context.absolute_url()}/files")


def is_readable(token):
    """Whether a token from an address is text: half a letter can stand in no address again."""
    return isinstance(token, str) and not any("\ud800" <= letter <= "\udfff" for letter in token)
