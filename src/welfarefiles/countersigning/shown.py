"""Second signatures on the page of a record, on first pages, among the actions of a record."""

from .. import _
from ..fragment import Fragment
from ..index.rows import DueRow
from ..interfaces import IRecord
from ..interfaces import IRecordAction
from ..interfaces import IRecordDues
from ..interfaces import IRecordPanel
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from . import asking
from .asked import asked_of
from .asked import DECLINED
from .asked import requests
from .asked import standing
from .rule import SHORT
from plone import api
from zope.component import adapter
from zope.interface import implementer


PANEL = Fragment(__file__, "templates/signatures.pt")


@implementer(IRecordPanel)
@adapter(IRecord, IWelfareFilesLayer)
class Signatures:
    """Who is asked to sign, who has still to be asked, who declined."""

    order = 20

    def __init__(self, record, request):
        self.record = record
        self.request = request

    def render(self):
        record = self.record
        own = asked_of(record, api.user.get_current().getId())
        own = own if own and asking.may_sign(record) else None
        asked = standing(record)
        wanted = asking.missing_roles(record)
        shown = {
            "own": own,
            "standing": [one for one in asked if one != own],
            "declined": [one for one in requests(record) if one.how == DECLINED],
            "wanted": [SHORT[role] for role in wanted if role not in {one.role for one in asked}],
        }
        if not any(shown.values()):
            return ""
        may_ask = asking.may_ask(record)
        return PANEL(self.request, url=record.absolute_url(), may_ask=may_ask, **shown)


class RecordLink:
    """A link among the actions of a record."""

    def __init__(self, record, request):
        self.record = record


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class AskAction(RecordLink):
    """To the page that asks for a second signature."""

    order = 6
    title = _("Ask for a signature")

    def available(self):
        return asking.may_ask(self.record)


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class OtherPeopleAction(RecordLink):
    """To the page that names who had the conversation."""

    order = 6
    title = _("Who was there")

    def available(self):
        return may("Modify portal content", self.record)


@implementer(IRecordDues)
@adapter(IRecord)
class SignatureDues:
    """A signature that somebody is asked for, or that nobody was asked for yet."""

    def __init__(self, record):
        self.record = record

    def dues(self):
        record = self.record
        asked = standing(record) if asking.is_correctable(record) else []
        for one in asked:
            yield DueRow(
                what=f"countersign-{one.id}",
                due_at=one.at,
                sentence="due_countersign",
                responsible=one.person,
            )
        if not asked and asking.missing_roles(record):
            yield DueRow(
                what="second-signature",
                due_at=record.sealed_at,
                sentence="due_second_signature",
                responsible=record.author or "",
            )


DUE_COUNTERSIGN = (_("waits for a second signature"), _("Read and sign"), _("Signature"))
DUE_SECOND = (_("needs a second signature"), _("Ask for it"), _("Signature"))
