"""The tab of the registers: orders, contact, authority, medication, originals, paper, by kind."""

from .. import _
from ..access.who import who_asks
from ..calendars import london
from ..files.record_types import record_types
from ..files.record_types import types_of_tab
from ..files.views import counted
from ..files.views import FilePage
from ..interfaces import IFileTab
from ..interfaces import IFileTag
from ..interfaces import IWelfareFileBase
from ..interfaces import IWelfareFilesLayer
from ..lookup import query
from ..people.stored import uid_of
from .listing import line_of
from .listing import stands
from .listing import tags_of
from functools import cached_property
from plone import api
from zope.component import adapter
from zope.interface import implementer


TAB = "registers"
MOST = 500
#: In the order in which a lead looks for them; what is not named here comes after.
TITLES = {
    "CourtOrder": _("Court orders"),
    "ContactArrangement": _("Contact arrangements"),
    "DelegatedAuthority": _("Delegated authority"),
    "FosteringArrangement": _("Fostering arrangements"),
    "MedicationLog": _("Medication log"),
    "OriginalDocument": _("Original documents"),
    "ChildContribution": _("The child's own contributions"),
    "PaperVolume": _("Paper file"),
}


@implementer(IFileTab)
@adapter(IWelfareFileBase, IWelfareFilesLayer)
class RegistersTab:
    """The way to the tab, for everybody who sees the file."""

    order = 5
    title = _("Registers")
    count = None

    def __init__(self, file, request):
        pass

    def available(self):
        return True


class Registers(FilePage):
    """Every register of a file with what has to be known of each thing in it."""

    tab = TAB
    page_title = _("Registers")

    @cached_property
    def rows(self):
        """Rows of the index by type, the latest first."""
        page = query.records(
            self.who, self.uid, portal_types=types_of_tab(TAB), descending=True, limit=MOST
        )
        found = {}
        for row in page.rows:
            found.setdefault(row.portal_type, []).append(row)
        return found

    @cached_property
    def addable(self):
        """`{portal_type: address of its form}` of what the person may add."""
        if not self.may_add:
            return {}
        base = self.context.absolute_url()
        allowed = [fti.getId() for fti in self.context.allowedContentTypes()]
        return {name: f"{base}/++add++{name}" for name in allowed}

    def types(self):
        """Types of the tab, in the order in which they are shown."""
        names = sorted(types_of_tab(TAB))
        order = list(TITLES)
        return sorted(names, key=lambda one: order.index(one) if one in order else len(order))

    def sections(self):
        """Each register that holds something."""
        for name in self.types():
            if name in self.rows:
                lines = [self.line(row) for row in self.rows[name]]
                yield {"title": self.title(name), "add": self.add_url(name), "lines": lines}

    def empty(self):
        """(title, address of the form or "") of each register that holds nothing."""
        return [
            (self.title(name), self.add_url(name)) for name in self.types() if name not in self.rows
        ]

    def title(self, name):
        """What the register is called."""
        return TITLES.get(name) or api.portal.get_tool("portal_types")[name].Title()

    def add_url(self, name):
        """Address of the form; "" where there can be one and is."""
        if name not in self.addable or record_types()[name].instead_of_adding(self.context):
            return ""
        return self.addable[name]

    def line(self, row):
        today = london.today()
        counts = row.state in ("signed", "draft")
        return {
            "row": row,
            "title": self.title_of(row),
            "url": self.url_of(row),
            "tags": list(tags_of(row.details, today)) if counts else [],
            "state": (self.state_tag(row), self.state_title(row))
            if row.state != "signed"
            else None,
            "about": line_of(row.details),
            "restricted": self.is_restricted(row),
        }


@implementer(IFileTag)
@adapter(IWelfareFileBase)
class RegisterTags:
    """What everybody who opens the file has to know of its registers (R037, R112, R114)."""

    types = ("CourtOrder", "ContactArrangement", "MedicationLog")

    def __init__(self, file):
        self.file = file

    def tags(self):
        today, uid = london.today(), uid_of(self.file)
        types = [name for name in self.types if name in counted(uid)]
        if not types:
            return
        found = query.records(who_asks(), uid, portal_types=types, states=("signed",), limit=100)
        rows = [row for row in found.rows if stands(row.details, today)]
        if any(row.details.get("may_not_collect") for row in rows):
            yield "bad", _("Somebody may not collect the child")
        if any(row.portal_type == "CourtOrder" for row in rows):
            yield "warn", _("Court order")
        if any(row.details.get("takes_lines") for row in rows):
            yield "info", _("Medication log")
