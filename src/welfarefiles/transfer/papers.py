"""Records as PDF, a number of them at once."""

from ..calendars import london
from ..chronology.pdf import ChronologyHeader
from ..chronology.pdf import Entry
from ..chronology.pdf import render
from ..people.names import fullname
from ..records.events import file_of
from plone import api


def papers(records):
    """The PDF of each record, in order; made one after the other as they are asked for."""
    return (paper(record) for record in records)


def paper(record):
    file = file_of(record)
    header = ChronologyHeader(file.reference, "", None, "", "", london.now())
    texts = [getattr(record, name, None) for name in record.text_fields]
    return render(
        header,
        [
            Entry(
                record.happened_at,
                record.Title(),
                record.Title(),
                None,
                "\n\n".join(filter(None, texts)),
                None,
                api.content.get_state(record),
                record.recorded_at,
                fullname(record.author),
            )
        ],
    )
