"""Download of a record's file."""

from ..calendars import london
from ..interfaces import IRecord
from ..permissions import MANAGE_GRANTS
from ..permissions import may
from .events import file_of
from .heading import kind_title
from .pictures import can_tell
from .pictures import without_notes
from .served import hand_out
from .served import served_name
from .served import served_type
from plone.formwidget.namedfile.widget import Download as StockWidgetDownload
from plone.namedfile.browser import Download as NamedDownload
from plone.namedfile.file import NamedFile
from Products.Five.browser import BrowserView
from zExceptions import NotFound


HEAD = 1024
#: A larger picture is a scan, and would be read into memory for its copy.
MOST_COPIED = 50 * 1024 * 1024


class Download(NamedDownload):
    """The file under a name without the child's, never cached, never run by the browser.

    Of a picture a copy without what the camera noted (`pictures`); with `?original=1`, for who
    gives access to the file, the bytes as they came.
    """

    @property
    def wants_original(self):
        return bool(self.request.form.get("original"))

    @property
    def ledger_action(self):
        return "records.original" if self.wants_original else "records.downloaded"

    def _getFile(self):
        file = super()._getFile()
        if not self.wants_original:
            return looked_at(file)
        if not may(MANAGE_GRANTS, self.context):
            raise NotFound()
        return file

    def set_headers(self, file):
        content_type, inline = served_type(head_of(file), file.filename or "")
        response = self.request.response
        response.setHeader("Accept-Ranges", "bytes")
        hand_out(response, content_type, inline, self.name(file), file.getSize())

    def name(self, file):
        record = self.context
        return self.name_for(kind_title(record) or str(record.Title()), file.filename or "")

    def name_for(self, kind, file_name):
        """The name under which something of this record is saved."""
        day = london.london_date(self.context.happened_at)
        return served_name(file_of(self.context).reference, kind, day, file_name)


def head_of(file):
    """The first bytes of a file."""
    if not hasattr(file, "open"):
        return bytes(file.data[:HEAD])
    with file.open() as stream:
        return stream.read(HEAD)


def is_picture(file):
    """Whether what is handed out of it is a copy (`looked_at`)."""
    return can_tell(head_of(file)) and file.getSize() <= MOST_COPIED


def looked_at(file):
    """A file as it is handed out: of a picture, a copy without what the camera noted in it."""
    if not is_picture(file):
        return file
    copy = without_notes(file.data)
    return NamedFile(data=copy, contentType=file.contentType, filename=file.filename)


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
