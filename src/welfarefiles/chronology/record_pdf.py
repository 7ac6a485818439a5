"""One record as PDF: all its fields, who and when, its seal, and what was added to it since.

Struck-through records and addenda are in it as they are on screen: both readable, both dated.
"""

from ..bodymap.drawing import svg
from ..calendars import london
from ..files.display import shown_fields
from ..files.naming import child_shown
from ..files.states import shown_state
from ..people.names import fullname
from ..people.team import school_of
from ..records.abbreviations import known_abbreviations
from ..records.abbreviations import WrittenOut
from ..records.events import file_of
from ..records.heading import heading_of
from ..records.parts import parts_of
from ..signing.canonical import attachments_of
from ..signing.canonical import part_document
from ..signing.canonical import said
from ..signing.history import deeds
from ..signing.shown import grouped
from .pdf import STATES
from .pdf import template
from .printable import paragraphs
from .typesetting import typeset
from .typesetting import typeset_many
from plone import api


#: Shown by the portal under a label of its own, or of no use on paper.
APART = ("happened_at", "volume", "attachments")


def record_pdf(record, printed_at=None):
    """The PDF of a record as bytes, tagged, PDF/A (R025, R044, R086).

    Says the child's name only to whoever may see the child's file. The caller has checked that the
    record may be printed: see `may_print`. Raises `TypesettingFailed`.
    """
    printed_at = printed_at or london.now()
    return typeset(template("record"), data_of(record, printed_at), printed_at)


def record_pdfs(records, printed_at=None):
    """The same of several records, as a list; many at once take a fifth of the time."""
    printed_at = printed_at or london.now()
    documents = [data_of(record, printed_at) for record in records]
    return typeset_many(template("record"), documents, printed_at)


def data_of(record, printed_at):
    """What the template is given: texts, and lists of them."""
    reference, heading = file_of(record).reference, heading_of(record)
    written = WrittenOut(known_abbreviations())
    return {
        "document": f"{said(record.Title())} of {reference}",
        "reference": reference,
        "heading": said(heading),
        "child": child_shown(record),
        "school": school_of(record).title,
        "happened": london.format_weekday_time(record.happened_at),
        "state": STATES.get(shown_state(record)["id"], said(shown_state(record)["title"])),
        "struck": shown_state(record)["id"] == "struck",
        "fields": [field_of(shown, written) for shown in shown_fields(record, skip=APART)],
        "parts": [part_document(one) for one in parts_of(record)],
        "files": [upload_of(one) for one in attachments_of(record)],
        "who": [[said(label), str(value)] for label, value in who_and_when(record)],
        "deeds": [deed_of(deed) for deed in deeds(record)],
        "fingerprint": grouped(record.sealed_hash),
        "printed_by": fullname(api.user.get_current().getId()),
        "printed_at": london.format_datetime(printed_at),
        "demonstration": bool(
            api.portal.get_registry_record("welfarefiles.demonstration", default=False)
        ),
    }


def field_of(shown, written):
    """A filled field, abbreviations written out; uploads stand in a list of their own."""
    field = {"label": said(shown.label), "text": [], "rows": None, "is_file": False}
    if shown.kind == "rows":
        marks = shown.value.get("marks")
        labels = [said(label) for label in shown.value["labels"]]
        rows = {"labels": labels, "rows": shown.value["rows"], "drawing": marks and svg(marks)}
        return {**field, "rows": rows}
    if shown.kind == "file":
        return {**field, "is_file": True}
    if shown.kind == "list":
        return {**field, "text": paragraphs("; ".join(said(one) for one in shown.value))}
    return {**field, "text": paragraphs(written.plain(said(shown.value)))}


def upload_of(attachment):
    """Name, size and fingerprint of an upload."""
    return {
        "name": attachment["name"] or attachment["path"],
        "size": f"{attachment['size']:,} bytes",
        "fingerprint": grouped(attachment["sha256"]),
    }


def who_and_when(record):
    """(label, value) of who wrote it and when, without the steps, which stand under `deeds`."""
    yield "Author", fullname(record.author)
    yield "Recorded", london.format_datetime(record.recorded_at)
    others = [one for one in record.edited_by or () if one != record.author]
    if others:
        yield "Changed by", ", ".join(map(fullname, others))
    yield "Volume", getattr(record, "volume", None) or 1


def deed_of(deed):
    """A signature, an addendum, a striking through, as it is printed."""
    return {
        "title": said(deed.title),
        "when": deed.when,
        "by": deed.by,
        "role": deed.role,
        "about": deed.about,
        "text": paragraphs(deed.text),
        "fingerprint": grouped(deed.hash) if deed.kind == "addendum" else "",
    }
