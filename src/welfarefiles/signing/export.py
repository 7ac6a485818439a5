"""One record taken out of the portal: its document, and the bytes of its attachments."""

from ..access.section import is_restricted
from ..calendars import london
from ..records.events import file_of
from ..records.heading import kind_title
from ..records.served import served_name
from .canonical import record_document
from .checking import DOCUMENT
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
