"""Download of a record's file."""

from ..calendars import london
from ..interfaces import IRecord
from .events import file_of
from .heading import kind_title
from .served import served_name
from .served import served_type
from plone.formwidget.namedfile.widget import Download as StockWidgetDownload
from plone.namedfile.browser import Download as NamedDownload
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class Download(NamedDownload):
    """The file under a name without the child's, never cached, never run by the browser."""

    ledger_action = "records.downloaded"

    def set_headers(self, file):
        with file.open() as stream:
            head = stream.read(1024)
        content_type, inline = served_type(head, file.filename or "")
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        response.setHeader("Content-Length", file.getSize())
        response.setHeader("Accept-Ranges", "bytes")
        where = "inline" if inline else "attachment"
        response.setHeader("Content-Disposition", f'{where}; filename="{self.name(file)}"')
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store")

    def name(self, file):
        record = self.context
        return self.name_for(kind_title(record) or str(record.Title()), file.filename or "")

    def name_for(self, kind, file_name):
        """The name under which something of this record is saved."""
        day = london.london_date(self.context.happened_at)
        return served_name(file_of(self.context).reference, kind, day, file_name)


class WidgetDownload(StockWidgetDownload):
    """The same by way of an edit form, where Plone would trust the type and name it came with."""

    ledger_action = "records.downloaded"

    def __call__(self):
        form, field = self.context.form, self.context.field
        record = self.context.context if form is None else form.getContent()
        if not IRecord.providedBy(record):
            return super().__call__()
        download = Download(record, self.request)
        download.fieldname = field.__name__
        return download()


class NoScales(BrowserView):
    """In place of ``@@images``, which gives out any file under its own name and type."""

    def __call__(self):
        raise NotFound()
