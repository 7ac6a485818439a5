"""Writing a contact into the files of several children, all or nothing (R078, R107, R125, R126).

Each copy is a record of its own, complete, signed and sealed by itself; never one shared record:
what is not about this child alone stands elsewhere (R124), and here as a duplicate entry.
"""

from .. import _
from ..blinding import blinded
from ..ledger.writing import enter
from ..named import letters
from ..named.wording import put
from ..named.wording import texts_of
from ..people.stored import stored
from ..permissions import may
from ..records.complete import fields_of
from ..records.events import file_of
from . import links
from .children import child_in
from .children import is_sibling
from .children import may_write
from .children import MOST
from .children import TOO_MANY
from .minutes import part_for
from .minutes import rows_for
from .minutes import SPLIT
from .projecting import retold
from .projecting import without_names
from .uploads import hand_round
from contextlib import contextmanager
from contextvars import ContextVar
from plone import api
from plone.dexterity.utils import createContent
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import secrets


#: What is said of one child alone, and so written in each copy by itself.
OWN = frozenset({"child_views", "child_seen", "see_also", "volume", "file", "report"})
MINUTES = "Meeting"
TYPES = ("ContactNote", MINUTES)
#: Of minutes each file has its own child's part, which does not follow the others.
PARTS = SPLIT | {"actions"}
NOT_NOW = _("A file cannot be written in any more, so nothing was written. Choose again.")
NO_DRAFT = _("Only a draft can be written for several children.")
ALREADY = _("This contact is written for several children already.")

_together = ContextVar("welfarefiles.joint.writing.together", default=False)


class BadJoint(ValueError):
    """It cannot be written for several children. The text is a message for whoever tried."""


@contextmanager
def together():
    """What happens to one copy now is done to the others by whoever does it."""
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)


def is_together():
    """Whether copies are being written or signed together right now."""
    return _together.get()


def write_for(record, files):
    """Write a draft into the files of other children too; the new records.

    Raises `BadJoint`, before anything is written, when one of them cannot be written in.
    """
    files = list(files)
    _refuse(record, files)
    if not files:
        return []
    if links.joint_of(record):  # with copies the person knows nothing of
        part(record)
    with together():
        copies = [_copy(record, file) for file in files]
        links.join([record, *copies])
        if record.portal_type == MINUTES:
            _split([record, *copies])
        _say(record, [record, *copies], is_split=record.portal_type == MINUTES)
        hand_round(record, copies)
        for one in (record, *copies):
            one.reindexObject()
            enter("joint.written", one, children=len(files) + 1)
    return copies


def _refuse(record, files):
    """Raise `BadJoint` for what cannot be written into these files."""
    if record.portal_type not in TYPES or api.content.get_state(record) != "draft":
        raise BadJoint(NO_DRAFT)
    if any(may("View", one) for one in links.others(record)):
        raise BadJoint(ALREADY)
    if len(files) > MOST:
        raise BadJoint(TOO_MANY)
    if not all(may_write(file) for file in files) or not may("Modify portal content", record):
        raise BadJoint(NOT_NOW)


def write_again(record):
    """Write what was changed in one draft into the other drafts of the same contact.

    Only by somebody who may change each of them. Whoever may not changes this one alone: it stands
    by itself from then on, and nothing tells that there are others.
    """
    drafts = drafts_with(record)
    if not drafts:
        return
    if not all(may("Modify portal content", one) for one in drafts):
        part(record)
        return
    with together():
        _say(record, [record, *drafts])
        for one in drafts:
            notify(ObjectModifiedEvent(one))
            one.reindexObject()
        record.reindexObject()


def drafts_with(record):
    """The other copies that are drafts still."""
    return [one for one in links.others(record) if api.content.get_state(one) == "draft"]


def part(record):
    """From now on this copy stands by itself."""
    links.part(record)
    enter("joint.parted", record)


def _copy(record, file):
    values = {name: getattr(record, name, None) for name, _field in shared_fields(record)}
    copy = createContent(record.portal_type, **values)
    copy.id = secrets.token_hex(8)
    file._setObject(copy.id, copy)
    return file[copy.id]


def _split(records):
    """Leave each record its own child's part of the minutes, and what is for everybody."""
    children = [child_in(file_of(one)) for one in records]
    for record, own in zip(records, children, strict=True):
        others = [child for child in children if child is not own]
        for name in SPLIT:
            setattr(record, name, part_for(getattr(record, name) or "", own, others) or None)
        record.actions = rows_for(_fresh(record.actions or []), "what", own, others)


def shared_fields(record):
    """(name, field) of what is the same in all copies, but for the names."""
    return [
        (name, field)
        for name, field in fields_of(record)
        if name not in OWN and not field.readonly and field.interface is not None
    ]


def _say(source, records, is_split=False):
    """Write the source's texts into all records, each without the names of the others.

    :param is_split: the parts of the minutes are in their places: only the names are left.
    """
    parts = PARTS if source.portal_type == MINUTES else frozenset()
    names = [name for name, _field in shared_fields(source) if name not in parts]
    children = {one: child_in(file_of(one)) for one in records}
    spoken = {name: getattr(source, name, None) for name in names}
    for target in records:
        for name in names:
            if target is not source:
                setattr(target, name, _fresh(spoken[name]))
    for target in records:
        told_by = file_of(target if is_split else source)
        _project(told_by, target, children, () if is_split else parts)


def _fresh(value):
    """Rows of their own: two records must not hold one list."""
    return [dict(row) for row in value] if isinstance(value, list) else value


def _project(source_file, target, children, left):
    file, own = file_of(target), children[target]
    others = [
        (child, _label(file, file_of(one), child))
        for one, child in children.items()
        if one is not target
    ]
    again = _retelling(source_file, file, own) if source_file is not file else {}
    worded = [one for one in texts_of(target) if not one.is_fixed and one.name not in {*OWN, *left}]
    told = [retold(one.text, again) for one in worded]
    for one, text in zip(worded, without_names(told, own, others), strict=True):
        if text != one.text:
            put(target, one, text)


def _label(file, other, child):
    kind = letters.SIBLING if is_sibling(file, other) else letters.CHILD
    return letters.remember(file, blinded(child.key), kind)


def _retelling(source, target, own):
    """{label in the source's file: what the target's file says of the same child}."""
    own_mark = blinded(own.key)
    return {
        letters.said(kind, number): (
            own.known_as or own.given if mark == own_mark else letters.remember(target, mark, kind)
        )
        for mark, (kind, number) in stored(source, letters.KEY).items()
    }
