"""The gate out of `open`: what the file shows, put before the checklist's rules (R160)."""

from ..calendars import london
from ..deadlines.marking import standing_markers
from ..files.record_types import CONTACTS
from ..files.record_types import types_of_tab
from ..files.schema import IFrontSheet
from ..frontsheet.keeping import changed_since
from ..frontsheet.keeping import last_signature
from ..interfaces import IBeforeClosing
from ..lookup import query
from ..lookup.timeline import Alike
from .answers import answers_of
from .checklist import CLOSE
from .checklist import evaluate
from .facts import ActionFact
from .facts import FileFacts
from .facts import LetterFact
from .facts import RecordFact
from .facts import SignatureFact
from .findings import find
from .findings import reasons_not_to
from .lines import lines
from .record_findings import FINISHED
from .snapshot import snapshot_of
from datetime import date
from datetime import datetime
from plone import api
from plone.uuid.interfaces import IUUID
from zope.component import subscribers
from zope.schema import getFieldNames


SUMMARY, LETTER = "ClosingSummary", "Letter"
# What the checklist reads off the file itself; the last two stand in other schemas.
FRONT = (*getFieldNames(IFrontSheet), "reference", "cp_plan_category")


def current_summary(file, purpose):
    """The summary for this closure or transfer: the latest since the file was last opened.

    A file reopened starts afresh; the summaries of earlier closures stay as records. None when
    there is no summary yet.
    """
    kept, key = query.kept(), (SUMMARY, IUUID(file))
    if key not in kept:
        kept[key] = query.records_now(IUUID(file), [SUMMARY])
    rows = [
        row
        for row in kept[key]
        if row.state != "struck"
        and row.details.get("purpose") == purpose
        and is_of_this_time(row, file)
    ]
    if not rows:
        return None
    latest = max(rows, key=lambda row: row.recorded_at)
    return file[latest.path.rsplit("/", 1)[-1]]


def is_of_this_time(row, file):
    """Whether a record was made since the file was last reopened or recalled."""
    reopened_at = getattr(file, "reopened_at", None)
    return reopened_at is None or row.recorded_at >= reopened_at


def file_facts(file, summary):
    """The file as the pure rules want it (`closure.facts`): now, or on the day it was closed."""
    groups, rows = query.brief_now(IUUID(file), sorted(FINISHED))
    standing = [one for one in (*groups, *rows) if one.state != "struck"]
    contacts = types_of_tab(CONTACTS)
    return FileFacts(
        today=file.closed_on or london.today(),
        front={name: getattr(file, name, None) for name in FRONT},
        records=tuple(as_fact(one, contacts) for one in standing if one.portal_type != SUMMARY),
        open_actions=tuple(
            action for row in rows if row.state != "struck" for action in open_actions(row)
        ),
        summary=summary_fact(summary) if summary is not None else None,
        purpose=getattr(summary, "purpose", "closure"),
        letters=tuple(letter_facts(file)),
        markers=frozenset(marker.kind for marker in standing_markers(file)),
        not_shared=sum(1 for row in judged(file) if not row.details.get("shared")),
        signature=signature_fact(file),
    )


def signature_fact(file):
    """The signature on the front sheet, or None."""
    last = last_signature(file)
    if last is None:
        return None
    at = datetime.fromisoformat(last["at"])
    return SignatureFact(last["by"]["id"], at, bool(changed_since(file)))


def letter_facts(file):
    """Letters written since the file was last opened; those of earlier closures stay records."""
    for row in query.records_now(IUUID(file), [LETTER]):
        if is_of_this_time(row, file):
            yield LetterFact(row.kind, row.state, row.details.get("to", ""))


def judged(file):
    """Rows of the authorised assessments and plans."""
    rows = query.records_now(IUUID(file), ["Assessment", "Plan"])
    return [row for row in rows if row.state == "authorised"]


def as_fact(row, contacts=()):
    """One record of the index, or a group of records that are alike, as a fact.

    `contacts`: types that tell of a contact or a concern.
    """
    if isinstance(row, Alike):
        its = {"happened_at": row.latest, "number": row.number}
    else:
        its = {"happened_at": row.happened_at, "author": row.author}
    return RecordFact(
        portal_type=row.portal_type,
        state=row.state,
        kind=row.kind,
        title=row.title,
        is_contact=row.portal_type in contacts,
        **its,
    )


def summary_fact(summary):
    """The summary itself, read from the object: its state may have changed in this request."""
    return RecordFact(
        portal_type=summary.portal_type,
        state=api.content.get_state(summary),
        happened_at=summary.happened_at,
        author=summary.author,
        title=summary.Title(),
        authorised_by=getattr(summary, "authorised_by", None) or "",
        authorised_at=getattr(summary, "authorised_at", None),
    )


def open_actions(row):
    """Actions of a contact note that nobody has done."""
    for by in row.details.get("open_actions", ()):
        yield ActionFact(due=by and date.fromisoformat(by), agreed_at=row.happened_at)


def missing_now(file, summary, phase):
    """Sentences for what is missing before submitting (`submit`) or closing (`close`)."""
    told = reasons_not_to(phase, lines(file), answers_of(summary), file_facts(file, summary))
    return told + unsettled(file) if phase == CLOSE else told


def unsettled(file):
    """Sentences of other concerns for what has to be settled before the file leaves `open`."""
    asked = subscribers((file,), IBeforeClosing)
    return [sentence for concern in asked for sentence in concern.sentences()]


def checklist_now(file, summary):
    """How every line stands, as `checklist.LineResult`s; of a closed file, as it then was."""
    kept = snapshot_of(summary)
    return evaluated(file, summary) if kept is None else kept


def evaluated(file, summary):
    """The same, judged now: what the gate itself goes by."""
    return evaluate(lines(file), answers_of(summary), find(file_facts(file, summary)))
