"""Pages: lend a record, the envelopes of a file, what was shared with oneself."""

from .. import _
from ..calendars import london
from ..files.tabs import PermittedTab
from ..files.views import FilePage
from ..forms.page import Typed
from ..interfaces import IRecord
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..lookup import query
from ..named.checking import warning
from ..permissions import MANAGE_GRANTS
from ..records.events import file_of
from ..records.heading import heading_of
from ..submission import whole
from .received import received
from .received import received_one
from .sending import BadEnvelope
from .sending import envelopes_of
from .sending import give_back
from .sending import lend
from .sending import LONGEST
from .sending import may_lend
from .sending import people
from .sending import take_back
from .shown import shown
from datetime import date
from functools import cached_property
from plone import api
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


class EnvelopePage(Typed):
    """A page with a small form about what is lent."""

    def try_to(self, do, *given):
        """Do it; whether that went well."""
        try:
            with whole():
                do(*given)
        except BadEnvelope as error:
            self.error = error
            return False
        return True

    def say(self, message, kind="info"):
        api.portal.show_message(message, self.request, kind)


class Share(EnvelopePage):
    """Lend one record to one person for a purpose until a day."""

    page_title = _("Lend this record")

    def __call__(self):
        if not may_lend(self.context):
            raise NotFound()
        if self.request.method == "POST":
            asked = (self.typed("recipient"), self.typed("purpose"), self.until)
            if self.try_to(lend, self.context, *asked):
                self.say(_("Lent. You see on the list of the file when it is read and returned."))
                url = f"{file_of(self.context).absolute_url()}/@@envelopes"
                return self.request.response.redirect(url)
        return self.index()

    @property
    def until(self):
        try:
            return date.fromisoformat(self.typed("until"))
        except ValueError:
            return None

    @property
    def what(self):
        return heading_of(self.context)

    @property
    def today(self):
        return london.today().isoformat()

    @property
    def names(self):
        """Whom the record names of whom nobody has said why they stay (R128)."""
        return warning(self.context)

    @property
    def latest(self):
        return (london.today() + LONGEST).isoformat()

    @cached_property
    def people(self):
        return people(self.context)

    def lent(self):
        now = london.now()
        return [shown(one, now) for one in envelopes_of(self.context)]


class FileEnvelopes(FilePage, EnvelopePage):
    """All that was lent of a file, the last first; each can be taken back with a reason."""

    tab = "envelopes"
    page_title = _("Lent")

    def __call__(self):
        if self.request.method == "POST" and self.take_back():
            self.say(_("Taken back"))
            url = f"{self.context.absolute_url()}/@@envelopes"
            return self.request.response.redirect(url)
        return self.index()

    def take_back(self):
        record = self.context.get(self.typed("record"))
        if not IRecord.providedBy(record):
            raise NotFound()
        return self.try_to(take_back, record, self.typed("id"), self.typed("reason"))

    @cached_property
    def lines(self):
        """Each envelope with the record it is of, the last sent first."""
        now, found = london.now(), []
        for row in query.records_alone(self.uid):
            record = self.context[row.path.rsplit("/", 1)[-1]]
            found += [
                {"record": record, "heading": heading_of(record), "at": one.sent_at}
                | shown(one, now)
                for one in envelopes_of(record)
            ]
        return sorted(found, key=lambda line: (line["at"], line["id"]), reverse=True)


class SharedWithYou(EnvelopePage):
    """What somebody was given record by record, and the button by which they give it back."""

    page_title = _("Shared with you")
    ledger_action = "envelopes.listed"

    def __call__(self):
        if self.request.method == "POST":
            one = received_one(self.typed("id"))
            if one is None:
                raise NotFound()
            if self.try_to(give_back, one.record, one.envelope.id):
                self.say(_("Returned. You do not see this record any more."))
                return self.request.response.redirect(self.url)
        return self.index()

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@shared-with-you"

    @cached_property
    def lines(self):
        now = london.now()
        return [
            {
                "reference": one.reference,
                "heading": one.heading,
                "url": one.record.absolute_url() if one.opens else None,
                "lent": shown(one.envelope, now) if one.envelope else None,
            }
            for one in received()
        ]


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class LendAction:
    """The way there from the record's page."""

    order = 20
    title = _("Lend")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        return may_lend(self.record)


class EnvelopesTab(PermittedTab):
    """The list of a file, for whoever decides about access to it."""

    order = 30
    title = _("Lent")
    permission = MANAGE_GRANTS
