"""The texts of a record, each with the place it stands in, and putting another text there."""

from .. import _
from ..extraction.extract import file_text
from ..files.display import is_hidden
from ..index.pending import pending_uids
from ..index.texts import stored_file_text
from ..people.stored import uid_of
from ..records.complete import fields_of
from ..records.events import file_of
from ..records.indexers import uploads_of
from dataclasses import dataclass
from plone.namedfile.interfaces import INamedField
from zope.schema.interfaces import IList
from zope.schema.interfaces import IText


UPLOAD = _("Text of the uploaded file")


@dataclass(frozen=True)
class Worded:
    """A text of a record: of the field `name`, or of a cell of a row of it.

    :ivar is_fixed: nobody can change it: an upload, or an email as it was sent.
    """

    name: str
    label: str
    text: str
    is_fixed: bool = False
    row: int | None = None
    cell: str = ""


def texts_of(record):
    """All `Worded` of a record: what people wrote, and the words of its upload."""
    found = []
    for name, field in fields_of(record):
        value = getattr(record, name, None)
        if not value or is_hidden(field):
            continue
        if INamedField.providedBy(field):
            continue
        if IText.providedBy(field) and isinstance(value, str):
            found.append(Worded(name, field.title, value, field.readonly))
        elif IList.providedBy(field):
            found += cells_of(name, field, value)
    uploads = uploads_of(record)
    if uploads:
        found.append(Worded("file", UPLOAD, upload_text(record, uploads), True))
    return [one for one in found if one.text]


def cells_of(name, field, rows):
    """The texts in the rows of a field."""
    for number, row in enumerate(rows):
        if not hasattr(row, "items"):
            continue
        for cell, value in row.items():
            if isinstance(value, str) and value:
                yield Worded(name, field.title, value, field.readonly, number, cell)


def upload_text(record, uploads):
    """The words of its uploads: as they are stored, or read now where they are not stored yet."""
    text, digest = stored_file_text(uid_of(record))
    file = file_of(record)
    if file is None or uid_of(record) not in pending_uids(uid_of(file)):
        return text
    upload = file_text(*uploads)
    return text if digest == upload.digest else upload.read()[0]


def put(record, worded, text):
    """Put another text where one stood."""
    if worded.row is None:
        setattr(record, worded.name, text)
        return
    rows = [dict(row) for row in getattr(record, worded.name)]
    rows[worded.row][worded.cell] = text
    setattr(record, worded.name, rows)
