"""What of a file goes into a pack: its finished records, never a draft, and of the restricted
section nothing but records that two people named (R131)."""

from ..access.section import is_restricted
from ..calendars import london
from ..lookup import query
from ..people.names import fullname
from ..signing.canonical import record_document
from .pack import Attachment
from .pack import Record
from plone import api
from plone.autoform.interfaces import READ_PERMISSIONS_KEY
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamedBlobFile
from plone.namedfile.interfaces import INamedField
from plone.restapi.serializer.converters import json_compatible
from plone.supermodel.utils import mergedTaggedValueDict
from plone.uuid.interfaces import IUUID
from zope.schema import getFieldsInOrder


#: States of records that say what was settled; the others are drafts, and stay.
FINISHED = ("signed", "authorised", "struck")
#: Registry record: kinds of document that stay, a list the site edits.
LEFT_OUT = "welfarefiles.packs.left_out"


def packed_uids(part, named=()):
    """UIDs of the records of a part that go, in the order of events.

    `named`: UIDs of restricted records that two people agreed on.
    """
    rows = [row for row in query.records_now(part.uid) if row.state in FINISHED and goes(row)]
    chosen = query.items_of(named).values() if named else ()
    rows += [row for row in chosen if row.file_uid == part.uid and row.state in FINISHED]
    return [row.uid for row in sorted(rows, key=lambda row: (row.happened_at, row.uid))]


def goes(row):
    """Whether a record is of what is sent: handwritten notes are not disclosed (R097)."""
    stays = api.portal.get_registry_record(LEFT_OUT, default=None) or ()
    return row.portal_type != "WelfareDocument" or row.kind not in stays


def unfinished(file_uid):
    """`RecordRow`s of what stays because it is not finished."""
    return [row for row in query.records_now(file_uid) if row.state not in FINISHED]


def records_of(file, uids):
    """The records of those UIDs, as objects, in that order."""
    rows = query.items_of(uids)
    return [file[rows[uid].path.rsplit("/", 1)[-1]] for uid in uids if uid in rows]


def packed(record, pdf):
    """A record as `pack.Record`; `pdf`: how it reads on paper."""
    document, history = record_document(record), steps_of(record)
    return Record(
        uid=IUUID(record),
        type=record.portal_type,
        state=api.content.get_state(record),
        document=document,
        content_hash=document["content_hash"],
        pdf=pdf,
        history=history,
        people={step["by"]: fullname(step["by"]) for step in history if step["by"]},
        attachments=tuple(attachments(record)),
        restricted=bool(is_restricted(record)),
    )


def steps_of(record):
    """The steps a record took, as it is stored: what the tool tells depends on who asks."""
    history = getattr(record, "workflow_history", None) or {}
    return tuple(
        {
            "action": step["action"],
            "by": step["actor"] or "",
            "at": london.in_london(step["time"].asdatetime()).isoformat(),
            "comment": step.get("comments") or "",
        }
        for steps in history.values()
        for step in steps
        if step.get("action")
    )


def attachments(record):
    """The uploads of a record, opened when they are wanted."""
    for schema in iterSchemata(record):
        for name, field in getFieldsInOrder(schema):
            upload = getattr(record, name, None) if INamedField.providedBy(field) else None
            if INamedBlobFile.providedBy(upload):
                yield Attachment(upload.filename or "", upload.contentType or "", name, upload.open)


def front_sheet(file):
    """The fields of a file by their names, as plain data; what few may read is not among them."""
    found = {}
    for schema in iterSchemata(file):
        guarded = mergedTaggedValueDict(schema, READ_PERMISSIONS_KEY)
        for name, _field in getFieldsInOrder(schema):
            if name not in guarded:
                found[name] = json_compatible(getattr(file, name, None))
    return found
