"""The export of one record, by page and REST, for whoever sees it."""

from .. import _
from ..interfaces import IRecord
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..named.checking import unsettled
from ..named.first import RecordSaysFirst
from ..named.first import SEEN
from ..rest.refusing import JsonService
from ..rest.revision import tell_revision
from .canonical import record_document
from .export import exported
from .export import may_leave
from .export import may_take
from .export import named
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer
from ZPublisher.Iterators import IUnboundStreamIterator


BLOCK = 1 << 16


@implementer(IUnboundStreamIterator)
class Blocks:
    """A file sent piece by piece, and closed at its end."""

    def __init__(self, stream):
        self.stream = stream

    def __iter__(self):
        return self

    def __next__(self):
        block = self.stream.read(BLOCK)
        if not block:
            self.close()
            raise StopIteration
        return block

    def close(self):
        self.stream.close()


class RecordZip(RecordSaysFirst):
    """``@@record.zip``: what `welfarefiles-verify-record` checks."""

    ledger_action = "signing.exported"

    def __call__(self):
        if not may_take(self.context):
            raise NotFound()
        return super().__call__()

    def made(self):
        stream = exported(self.context)
        size = stream.seek(0, 2)
        stream.seek(0)
        response = self.request.response
        response.setHeader("Content-Type", "application/zip")
        name = named(self.context, ".zip")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Content-Length", size)
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store")
        return Blocks(stream)


class Export(JsonService):
    """``GET <record>/@export``: the document, and where the archive with the attachments is.

    `archive` is null for who may not have the pictures of a record as they came; `names_open`: how
    many other children it names of whom nobody has said why they stay (``@named``).
    """

    ledger_action = "signing.exported"

    def answer(self):
        if not may_leave(self.context):
            raise NotFound()
        tell_revision(self.context, self.request)
        url = self.context.absolute_url()
        return {
            "@id": f"{url}/@export",
            "archive": f"{url}/@@record.zip?names={SEEN}" if may_take(self.context) else None,
            "names_open": len(unsettled(self.context)),
            "record": record_document(self.context),
        }


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class ExportAction:
    """The way there from the record's page."""

    order = 60
    title = _("Export")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        return may_take(self.record)
