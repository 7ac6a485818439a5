"""Take a verified pack in: files and records as the other school signed them (R147, d1).

All of it is one transaction: a pack is taken in whole or not at all. Nothing of the other school's
accounts becomes one of this school's: people of it are known by their names alone.
"""

from .. import _
from ..access import section
from ..calendars import london
from ..files.opening import find_twin
from ..files.record_types import record_types
from ..frontsheet.keeping import keep_received
from ..frontsheet.keeping import received as received_signatures
from ..frontsheet.shown import moment_of
from ..frontsheet.shown import signed_fields
from ..index.pending import touch
from ..ledger.writing import enter
from ..people.leaders import leaders
from ..people.names import ELSEWHERE
from ..people.stored import uid_of
from ..signing.canonical import content_of
from ..signing.canonical import ROLES
from ..signing.fingerprint import fingerprint
from ..signing.history import deeds
from . import store
from .reading import BadPack
from .restoring import fields_of_type
from .restoring import restored
from DateTime import DateTime
from datetime import datetime
from plone import api
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import INamedField
from types import SimpleNamespace
from zope.annotation.interfaces import IAnnotations

import secrets
import shutil


CHUNK = 1 << 20
ORIGIN = "welfarefiles.imports.origin"
#: Keys of what every signature fixes; others are those of the type (`Record.beside_fields`).
CONTENT = frozenset(
    ("format", "uid", "file", "type", "recorded_at", "fields", "attachments", "people", "titles")
)
#: Of the front sheet: what belongs to the school that keeps the file.
OWN = frozenset({"responsible_leader", "reviewer", "volume", "next_review", "last_reviewed"})
OTHER_STATE = _("The child's file here is not open. Reopen or recall it first.")
NOBODY = _("Nobody in this school can be responsible for the file. Add a leader to its team first.")
TWICE = _("The records of this transfer were taken in already.")
NOT_HERE = "{path}: this portal knows no record of the type {type}."
NOT_THE_SAME = "{path}: it cannot be kept here as it was signed."
RESTRICTED = _("It stood in the restricted section of the school it came from.")
FRONT_SHEET = "{path}: the front sheet cannot be read."


def front_sheet_of(pack, part):
    """`{field: value}` of a part's front sheet, for this school's own. Raises `BadPack`."""
    sheet, fields = pack.front_sheet(part), fields_of_type(part["type"])
    try:
        values = restored(fields, sheet)
        child = SimpleNamespace(**{name: values.get(name) for name in IDENTITY})
        if not (child.given_name and child.family_name and child.date_of_birth):
            raise ValueError
        for name, value in values.items():
            if value is not None and name not in OWN:
                _check(fields[name], value)
    except (TypeError, ValueError, LookupError):
        raise BadPack(FRONT_SHEET.format(path=part["front_sheet"])) from None
    return {
        name: value
        for name, value in values.items()
        if name not in OWN and not fields[name].readonly
    }


IDENTITY = ("given_name", "family_name", "date_of_birth", "upn")


def _check(field, value):
    constraint = getattr(field, "constraint", None)
    if constraint is not None and not constraint(value):
        raise ValueError(field.__name__)


def twin_of(school, part, values):
    """Row of the file that this school keeps on the child already, or None (by UPN, then name)."""
    child = SimpleNamespace(**{name: values.get(name) for name in IDENTITY})
    return find_twin(school, part["type"], child)


def take(school, received, pack, only=()):
    """Make the files and records of an open, verified pack; the files.

    `only`: ids of the parts that are taken in, all of them where it is empty. Raises `BadPack` when
    something cannot be kept as it was signed; then nothing is kept.
    """
    if store.taken_before(school, received):
        raise BadPack(TWICE)
    parts = [one for one in pack.manifest["parts"] if not only or one["id"] in only]
    files = [_take_part(school, received, pack, part) for part in parts]
    uids = [uid_of(file) for file in files]
    store.settle(school, received, store.TAKEN, london.now(), uids)
    return files


def _take_part(school, received, pack, part):
    values = front_sheet_of(pack, part)
    twin = twin_of(school, part, values)
    file = _new_file(school, part, values) if twin is None else _existing(twin)
    _keep_signatures(file, received, pack, part)
    volume = (file.volume or 1) + (1 if twin else 0)
    # those of the restricted section are in no number that others read (R131)
    seen = sum(_take_record(file, received, pack, listed, volume) for listed in part["records"])
    file.volume = volume
    _note_origin(file, received, part, volume, seen)
    touch(file)
    enter(
        "imports.taken",
        file,
        pack=received.pack,
        sender=received.sender,
        reference=part["reference"],
        records=seen,
        manifest=received.manifest_hash,
    )
    return file


def _new_file(school, part, values):
    ids, me = [user_id for user_id, _name in leaders(school)], api.user.get_current().getId()
    if not ids:
        raise BadPack(NOBODY)
    responsible = me if me in ids else ids[0]
    file = createContent(part["type"], **values, responsible_leader=responsible, volume=1)
    file.id = secrets.token_hex(8)
    folder = school["files"]
    folder._setObject(file.id, file)
    return folder[file.id]


def _keep_signatures(file, received, pack, part):
    """Who signed the front sheet there, and what it then said: as it was, beside this school's."""
    try:
        keep_received(file, pack.signatures(part), received.sender)
        for one in received_signatures(file):
            restored(fields_of_type(part["type"]), one["content"]["fields"])
            moment_of(one), signed_fields(file, one)  # as the page of the front sheet reads them
    except (AttributeError, LookupError, TypeError, ValueError):
        raise BadPack(FRONT_SHEET.format(path=part["front_sheet"])) from None


def _existing(twin):
    file = api.portal.get().unrestrictedTraverse(twin.path)
    if api.content.get_state(file) != "open":
        raise BadPack(OTHER_STATE)
    return file


def _take_record(file, received, pack, listed, volume):
    """Keep one record; whether those who read the file see it."""
    if listed["type"] not in record_types():
        raise BadPack(NOT_HERE.format(path=listed["json"], type=listed["type"]))
    try:
        packed = pack.record(listed)
        _keep_record(file, received, pack, packed, volume)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise BadPack(NOT_THE_SAME.format(path=listed["json"])) from None
    return not packed["restricted"]


def _keep_record(file, received, pack, packed, volume):
    """Make one record; raises whatever comes of what somebody made up."""
    document, content = packed["document"], packed["document"]["content"]
    fields = fields_of_type(packed["type"])
    values = restored(fields, content["fields"])
    for one in packed["attachments"]:
        if not INamedField.providedBy(fields[one["field"]]):
            raise TypeError(one["field"])
        values[one["field"]] = _upload(pack, one)
    record = createContent(packed["type"], **values)
    record.id = secrets.token_hex(8)
    record.volume = volume
    _as_signed(record, received, document)
    file._setObject(record.id, record)
    record = file[record.id]
    _set_state(record, received, packed)
    if fingerprint(content_of(record)) != packed["content_hash"]:
        raise ValueError("another content")
    deeds(record)  # as every page of it reads them
    if packed["restricted"]:
        section.put_in(record, api.user.get_current().getId(), london.now(), str(RESTRICTED))
        enter("imports.restricted", record, pack=received.pack, sender=received.sender)
    touch(record)


def _upload(pack, attachment):
    """A piece at a time: an upload need not fit into memory."""
    made = NamedBlobFile(contentType=attachment["media_type"], filename=attachment["filename"])
    with pack.open(attachment["path"]) as stream, made.open("w") as out:
        shutil.copyfileobj(stream, out, CHUNK)
    return made


def _as_signed(record, received, document):
    """Who wrote and signed it, and when; the seal as it was."""
    content, seal = document["content"], document["seal"]
    record.received = {name: content[name] for name in ("uid", "file", "people")}
    people = content["people"]
    if not people.keys() <= frozenset(ROLES):
        raise ValueError("another role")  # a name of anything else that a record has
    if not isinstance(content["titles"], dict):
        raise TypeError("titles")
    for role, person in people.items():
        setattr(record, role, of_elsewhere(person, received))
    record.edited_by = tuple(of_elsewhere(one, received) for one in document["changed_by"])
    record.recorded_at = _moment(content["recorded_at"])
    record.sealed_words = {"titles": content["titles"], "names": {}}
    record.sealed_beside = {name: content[name] for name in set(content) - CONTENT}
    record.later = tuple(document["later"])
    record.later_elsewhere = tuple(of_elsewhere(one["by"], received) for one in record.later)
    for name in ("signed", "authorised"):
        step = document[name]
        if step:
            setattr(record, f"{name}_by", of_elsewhere(step["by"], received))
            setattr(record, f"{name}_at", _moment(step["at"]))
    if seal:
        record.sealed_hash, record.sealed_at = seal["hash"], _moment(seal["at"])
        record.sealed_by = of_elsewhere(seal["by"], received)


def of_elsewhere(person, received):
    """What stands for a person of the sending school: their name and the school's."""
    return f"{ELSEWHERE}{person['name']} ({received.sender})"


def _moment(text):
    return london.storable(datetime.fromisoformat(text)) if text else None


def _set_state(record, received, packed):
    """The state it was in; no transition: nobody here signed it."""
    tool = api.portal.get_tool("portal_workflow")
    [workflow] = tool.getWorkflowsFor(record)
    if packed["state"] not in workflow.states.objectIds():
        raise BadPack(NOT_THE_SAME.format(path=packed["uid"]))
    status = {
        workflow.state_var: packed["state"],
        "action": "receive",
        "actor": api.user.get_current().getId(),
        "comments": _("Received from ${school}", mapping={"school": received.sender}),
        "time": DateTime(),
    }
    tool.setStatusOf(workflow.getId(), record, status)
    workflow.updateRoleMappingsFor(record)


def _note_origin(file, received, part, volume, seen):
    annotations = IAnnotations(file)
    annotations[ORIGIN] = (
        *annotations.get(ORIGIN, ()),
        {
            "sender": received.sender,
            "reference": part["reference"],
            "pack": received.pack,
            "manifest_hash": received.manifest_hash,
            "at": london.now(),
            "volume": volume,
            "records": seen,
        },
    )
