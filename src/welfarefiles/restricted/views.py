"""Pages of the restricted section: its tab, and moving a record there."""

from .. import _
from ..access.who import restricted_only
from ..files.tabs import PermittedTab
from ..files.views import FilePage
from ..interfaces import IRecord
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..lookup import query
from ..people.names import fullname
from ..people.typed import text_of
from ..people.typed import Typed
from ..permissions import may
from ..permissions import READ_RESTRICTED
from ..records.events import file_of
from ..records.heading import heading_of
from .restricting import BadRestriction
from .restricting import may_add
from .restricting import may_restrict
from .restricting import readers_of
from .restricting import reasons
from .restricting import restrict
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


SHOWN = 50


class Section(FilePage):
    """The tab: the records of the section, for its readers alone."""

    tab = "restricted"
    page_title = _("Restricted")
    # in the file's history it is a look at the file, as any other
    ledger_detail = {"page": ""}

    @cached_property
    def page(self):
        return query.still_there(self.read, text_of(self.request.form, "after") or None)

    def read(self, after):
        who = restricted_only(self.who)
        return query.records(who, self.uid, descending=True, after=after, limit=SHOWN)

    @property
    def next_url(self):
        base = f"{self.context.absolute_url()}/@@restricted"
        return f"{base}?after={self.page.next}" if self.page.next else None

    def readers(self):
        """Names of those who read the section now."""
        return sorted(fullname(user_id) for user_id in readers_of(self.context))

    def added_here(self):
        """Types of record that can be written in the section: title, address of the form."""
        if not may_add(self.context):
            return
        for group in self.added():
            for form in group["forms"]:
                if "++add++ClosingSummary" not in form["url"]:
                    mark = "&" if "?" in form["url"] else "?"
                    yield {**form, "url": f"{form['url']}{mark}restricted=1"}


class Restrict(BrowserView):
    """Confirm that a record goes into the section, with the reason; there is no way back."""

    page_title = _("Move into the restricted section")
    wrong = ()

    def __call__(self):
        if not may_restrict(self.context):
            raise NotFound()
        if self.request.method == "POST":
            target = file_of(self.context)
            if self.move():
                api.portal.show_message(_("Moved into the restricted section"))
                return self.request.response.redirect(self.target(target))
        return self.index()

    def move(self):
        try:
            restrict(self.context, self.reason)
        except BadRestriction as error:
            self.wrong = error.sentences if error.field else ()
            return False
        return True

    def target(self, file):
        """The record for its readers; for whoever lost sight of it, what they still see."""
        for content in (self.context, file):
            if may("View", content):
                return content.absolute_url()
        return api.portal.get().absolute_url()

    @property
    def has_errors(self):
        return bool(self.wrong)

    @property
    def what(self):
        return heading_of(self.context)

    @property
    def reason(self):
        return Typed(self.request.form).shown("reason").strip()

    @cached_property
    def reasons(self):
        return reasons(self.context)

    def readers(self):
        return ", ".join(sorted(fullname(user) for user in readers_of(file_of(self.context))))

    def loses_sight(self):
        """Whether the person will not see the record any more."""
        file = file_of(self.context)
        return not may(READ_RESTRICTED, file)


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class RestrictAction:
    """The way there from the record's page."""

    order = 50
    title = _("Restrict")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        return self.record.may_stand_alone and may_restrict(self.record)


class SectionTab(PermittedTab):
    """The tab of the section, for its readers: for everybody else there is none."""

    order = 10
    title = _("Restricted")
    permission = READ_RESTRICTED
