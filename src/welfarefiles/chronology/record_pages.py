"""The print of one record, for whoever sees it."""

from .. import _
from ..interfaces import IRecord
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..named.first import RecordSaysFirst
from ..signing.export import may_leave
from ..signing.export import named
from .record_pdf import record_pdf
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


class RecordPdf(RecordSaysFirst):
    """``@@record.pdf``: named by reference and day, never by the child."""

    ledger_action = "chronology.record-printed"

    def __call__(self):
        if not may_leave(self.context):
            raise NotFound()
        return super().__call__()

    def made(self):
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        name = named(self.context, ".pdf")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Cache-Control", "no-store")
        return record_pdf(self.context)


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class PdfAction:
    """The way there from the record's page."""

    order = 50
    title = _("As PDF")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        return may_leave(self.record)
