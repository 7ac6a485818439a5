"""One record taken out of the portal: its document, and the bytes of its attachments."""

from ..access.section import is_restricted
from ..calendars import london
from ..permissions import MANAGE_GRANTS
from ..permissions import may
from ..records.download import head_of
from ..records.events import file_of
from ..records.heading import kind_title
from ..records.pictures import can_tell
from ..records.served import served_name
from .canonical import fields_of
from .canonical import record_document
from .checking import DOCUMENT
from plone.namedfile.interfaces import INamedField
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile

import json
import tempfile


CHUNK = 1 << 20


def may_leave(record):
    """Whether a record may be printed and exported: never one of the restricted section.

    Paper and files go from hand to hand, past everybody who is named for it (R131).
    """
    return not is_restricted(record)


def may_take(record):
    """Whether the person may have the archive of a record, with the bytes that were sealed.

    What a camera noted in a picture is only for those who decide about access.
    """
    return may_leave(record) and (may(MANAGE_GRANTS, record) or not has_pictures(record))


def has_pictures(record):
    """Whether an upload may say where and by whom it was taken."""
    fields = (name for name, field in fields_of(record) if INamedField.providedBy(field))
    files = (getattr(record, name, None) for name in fields)
    return any(can_tell(head_of(file)) for file in files if file is not None)


def named(record, ending):
    """Name of what is saved: reference, kind, day; never the child's name (R042)."""
    day = london.london_date(record.happened_at)
    kind = kind_title(record) or str(record.Title())
    return served_name(file_of(record).reference, kind, day, ending)


def write_export(record, stream):
    """Write the zip archive of a record to a binary stream.

    ``record.json`` and each attachment, under the path the document says.
    """
    document = record_document(record)
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
        archive.writestr(DOCUMENT, text.encode("utf-8"))
        for one in document["content"]["attachments"]:
            with (
                getattr(record, one["field"]).open() as source,
                archive.open(one["path"], "w", force_zip64=True) as target,
            ):
                while block := source.read(CHUNK):
                    target.write(block)


def exported(record):
    """The archive as a file that is open, at its beginning, and gone when it is closed."""
    stream = tempfile.TemporaryFile(prefix="welfarefiles-")  # noqa: SIM115 (whoever sends it closes it)
    write_export(record, stream)
    stream.seek(0)
    return stream
