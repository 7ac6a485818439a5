"""What the index keeps of a record."""

from ..access.grants import has_grants
from ..access.section import is_restricted
from ..calendars.london import LONDON
from ..extraction.extract import file_text
from ..files.display import shown_fields
from ..files.indexers import grant_rows
from ..files.indexers import section_scope
from ..index.interfaces import IIndexRows
from ..index.rows import DueRow
from ..index.rows import RECORD
from ..index.rows import RecordRow
from ..index.rows import RecordRows
from ..index.rows import Scope
from ..index.rows import Text
from ..interfaces import IRecord
from ..interfaces import IRecordDues
from ..people.stored import uid_of
from ..people.team import school_of
from .events import file_of
from .heading import heading_of
from .parts import parts_of
from Acquisition import aq_base
from datetime import datetime
from datetime import time
from functools import cached_property
from plone import api
from zope.component import adapter
from zope.component import subscribers
from zope.interface import implementer


EXTRACT = 280


@implementer(IIndexRows)
@adapter(IRecord)
class RecordIndex:
    """The row of the chronology, what is due, the words of the fields and of the uploaded file."""

    def __init__(self, context):
        self.context = context
        self.uid = uid_of(context)
        self.file = file_of(context)
        self.file_uid = uid_of(self.file)

    @cached_property
    def school_uid(self):
        return uid_of(school_of(self.context))

    def rows(self):
        return RecordRows(
            record=self.record_row(),
            scope=self.scope(),
            grants=tuple(self.grants()),
            file_state=api.content.get_state(self.file),
            dues=tuple(self.due_rows()),
            text=Text(
                title=heading_of(self.context),
                body=self.words(),
                file=file_text(*uploads_of(self.context)),
            ),
        )

    def scope(self):
        """What its rights are given on: the file, the restricted section, or the record alone."""
        if is_restricted(self.context):
            return section_scope(self.file, self.school_uid)
        alone = has_grants(self.context)
        return Scope(
            uid=self.uid if alone else self.file_uid,
            file_uid=self.file_uid,
            school_uid=self.school_uid,
            portal_type=self.file.portal_type,
            **({"kind": RECORD} if alone else {}),
        )

    def grants(self):
        """Those on the record by itself; in the restricted section they count for nothing."""
        return () if is_restricted(self.context) else grant_rows(self.context)

    def record_row(self):
        record = self.context
        return RecordRow(
            uid=self.uid,
            file_uid=self.file_uid,
            school_uid=self.school_uid,
            portal_type=record.portal_type,
            state=api.content.get_state(record),
            path="/".join(record.getPhysicalPath()),
            revision=record.revision,
            happened_at=record.happened_at,
            recorded_at=record.recorded_at,
            signed_at=record.signed_at,
            title=record.Title(),
            heading=heading_of(record),
            extract=self.extract(),
            kind=getattr(aq_base(record), "kind", None) or "",
            author=record.author or "",
            has_file=bool(uploads_of(record)),
            volume=getattr(record, "volume", None) or 1,
            details=self.details(),
        )

    def extract(self):
        """The beginning of the telling field, for lists."""
        for name in self.context.text_fields:
            text = " ".join((getattr(self.context, name, None) or "").split())
            if text:
                return text if len(text) <= EXTRACT else f"{text[:EXTRACT]}…"
        return ""

    def details(self):
        """Small facts of the type that rules and lists read from the row; what is not is left out.

        The lenses of the chronology look for the names of those that are true.
        """
        record = aq_base(self.context)
        is_summary = record.portal_type == "ClosingSummary"
        found = {
            "purpose": is_summary and getattr(record, "purpose", None),
            "investigation": bool(getattr(record, "investigation", False)),
            "restricted": is_restricted(self.context),
            "addenda": len(addenda_of(record)),
            "superseded": bool(getattr(record, "superseded_by", "")),
            "child_views": bool(getattr(record, "child_views", None)),
            "shared": bool(getattr(record, "how_shared", None)),
            "parent_views": bool(getattr(record, "parent_views", None)),
            "key_event": bool(record.always_key or record.key_event),
            "recommendation": getattr(record, "recommendation", None),
            **action_details(record),
        }
        return {name: value for name, value in found.items() if value}

    def due_rows(self):
        """Submitted work that waits, drafts, dates of the record, and what other concerns add."""
        record, state = self.context, api.content.get_state(self.context)
        if state == "submitted" and record.signed_at:
            yield DueRow(what="authorise", due_at=record.signed_at, sentence="due_authorise")
        if state == "returned":
            yield DueRow(
                what="returned",
                due_at=record.recorded_at,
                sentence="due_returned",
                responsible=record.author or "",
            )
        if state == "draft":
            yield DueRow(
                what="sign",
                due_at=record.recorded_at,
                sentence="due_sign",
                responsible=record.author or "",
            )
        yield from self.dated_rows(state)
        for source in subscribers((record,), IRecordDues):
            yield from source.dues()

    def dated_rows(self, state):
        """What falls due on a date of the record, and its open actions."""
        record = self.context
        for name, sentence in record.falls_due.items() if state not in ("struck", "draft") else ():
            if getattr(record, name, None):
                yield self.day_due(sentence.removeprefix("due_"), getattr(record, name), sentence)
        if state != "struck":
            yield from self.action_dues()

    def action_dues(self):
        """The open actions that have a day."""
        for number, action in enumerate(actions_of(self.context)):
            if action.get("by") and not action.get("done"):
                yield self.day_due(f"action-{number}", action["by"], "due_action")

    def day_due(self, what, day, sentence):
        return DueRow(what=what, due_at=datetime.combine(day, time(), LONDON), sentence=sentence)

    def words(self):
        """Every text a person typed into the record or added to it, and titles of terms."""
        texts = []
        for shown in shown_fields(self.context, skip=("volume",)):
            if shown.kind in ("text", "line"):
                texts.append(str(shown.value))
            elif shown.kind == "list":
                texts.extend(str(item) for item in shown.value)
            elif shown.kind == "rows":
                texts.extend(cell for row in shown.value["rows"] for cell in row)
        for part in parts_of(self.context):
            if not part.is_searched:
                continue
            texts.extend(cell for row in part.rows for cell in row.cells)
        texts += [link["text"] for link in addenda_of(self.context)]
        return "\n".join(texts)


def uploads_of(record):
    """The uploads whose words are searched."""
    found = (getattr(record, name, None) for name in record.searched_files)
    return [one for one in found if one is not None]


def addenda_of(record):
    """What was added to a record after it was signed (see `signing.addenda`)."""
    return [link for link in record.later if link["kind"] == "addendum"]


def action_details(record):
    """Days of the open actions (None: without one), and who has what to do."""
    open_actions = [action for action in actions_of(record) if not action.get("done")]
    days = [action.get("by") for action in open_actions]
    owners = [(action.get("who") or "").strip() for action in actions_of(record)]
    return {
        "open_actions": [day.isoformat() if day else None for day in days],
        "action_owners": owners if any(owners) else [],
    }


def actions_of(record):
    """Rows of the actions agreed, for types that have them."""
    return getattr(record, "actions", None) or ()
