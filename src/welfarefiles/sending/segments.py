"""One segment of a pack: some records of a part, with what the pack's own pages say of each."""

from ..calendars import london
from ..chronology.record_pdf import record_pdfs
from ..packs import spool
from ..packs.contents import packed
from ..packs.contents import records_of
from ..packs.pack import Segment
from ..people.names import fullname
from ..transfer.knowing import file_of
from dataclasses import asdict
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate


def key(part_id, start):
    """Key of the step that writes the records of a part from a number on."""
    return f"{part_id}:{start:06}"


def place(step):
    """(part id, start) of such a key."""
    part_id, _colon, start = step.partition(":")
    return part_id, int(start)


def name(step):
    """Name of the segment's file; its rows are beside it."""
    return f"segment-{step.replace(':', '-')}"


def write(school, part, start, uids, pack_id, passphrase):
    """Write these records into a segment of their own, and its rows beside it."""
    records = records_of(file_of(school, part.uid), uids)
    step = name(key(part.id, start))
    rows = spool.write(
        pack_id, f"{step}.zip", lambda out: _written(out, passphrase, part, start, records)
    )
    spool.keep_rows(pack_id, f"{step}.json", rows)


def _written(out, passphrase, part, start, records):
    segment, found = Segment(out, passphrase), []
    for number, (record, pdf) in enumerate(
        zip(records, record_pdfs(records), strict=True), start + 1
    ):
        content = packed(record, pdf)
        row = segment.add_record(part.id, number, content)
        names = [one.filename for one in content.attachments]
        found.append({"packed": asdict(row), "line": line(record, content), "names": names})
    segment.close()
    return {"entries": [asdict(entry) for entry in segment.entries], "records": found}


def line(record, content):
    """What the chronology and the index page say of a record: plain JSON."""
    texts = (getattr(record, field, None) for field in record.text_fields)
    return {
        "happened_at": london.in_london(record.happened_at).isoformat(),
        "recorded_at": london.in_london(record.recorded_at).isoformat(),
        "kind": translate(record.Title(), context=getRequest()),
        "who": getattr(record, "with_whom", None) or "",
        "text": next((text for text in texts if text), None) or "",
        "outcome": getattr(record, "outcome", None) or "",
        "state": content.state,
        "state_title": state_title(record, content.state),
        "author": fullname(record.author),
    }


def state_title(record, state):
    """The state in words."""
    tool = api.portal.get_tool("portal_workflow")
    return translate(tool.getTitleForStateOnType(state, record.portal_type), context=getRequest())
