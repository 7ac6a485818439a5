"""Uploads of a contact about several children: each copy gets its own (R107, R125, R128).

What names none of the other children goes into each copy as it is written. Where an upload names
one of them, or its words cannot be read, the writer says into which copies it goes.
"""

from .. import _
from ..extraction.extract import file_text
from ..ledger.writing import enter
from ..named.around import Around
from ..named.matching import find
from ..named.register import Child
from ..named.register import Register
from ..people.stored import uid_of
from ..permissions import may
from ..records.complete import fields_of
from ..records.events import file_of
from .children import child_in
from dataclasses import dataclass
from pathlib import PurePosixPath
from plone.namedfile.file import NamedBlobFile
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


MODIFY = "Modify portal content"
NOBODY = Child("", "")
NO_SUCH = _("There is no such file to put into that copy.")


class BadUpload(ValueError):
    """An upload cannot be put into a copy. The text is a message for whoever tried."""


@dataclass(frozen=True)
class Given:
    """An upload of a record, and how the other copies stand to it.

    :ivar names: given names of the other children its words name; None: they cannot be read.
    :ivar copies: [(copy, whether it has this very upload)].
    """

    field: str
    label: str
    names: tuple | None
    copies: tuple


def hand_round(source, copies):
    """Put each upload of a record into the copies in whose file it names nobody else."""
    children = [child_in(file_of(one)) for one in (source, *copies)]
    for name, _label, upload in uploads_of(source):
        for copy in copies:
            if names_in(upload, child_in(file_of(copy)), children) == ():
                setattr(copy, name, same(name, upload))


def given(record, copies):
    """A `Given` of each upload of a draft, for the other drafts that the person may change."""
    children = [child_in(file_of(one)) for one in (record, *copies)]
    return [
        Given(
            name,
            label,
            names_in(upload, None, children),
            tuple((one, is_same(upload, getattr(one, name, None))) for one in copies),
        )
        for name, label, upload in uploads_of(record)
    ]


def give(record, name, uid, drafts):
    """Put an upload of a draft into the copy of that UID, in place of what is there.

    :param drafts: the other drafts of the same contact. Raises `BadUpload`.
    """
    upload = {field: one for field, _label, one in uploads_of(record)}.get(name)
    copy = next((one for one in drafts if uid_of(one) == uid), None)
    if upload is None or copy is None or not may_give(record, copy):
        raise BadUpload(NO_SUCH)
    setattr(copy, name, same(name, upload))
    notify(ObjectModifiedEvent(copy))
    copy.reindexObject()
    enter("joint.upload-given", copy, field=name)


def may_give(record, copy):
    """Whether the person may put an upload of one draft into another."""
    return may("View", copy) and may(MODIFY, copy) and may(MODIFY, record)


def uploads_of(record):
    """(field, label, upload) of what the record has."""
    labels = {name: field.title for name, field in fields_of(record)}
    found = ((name, getattr(record, name, None)) for name in record.searched_files)
    return [(name, labels[name], upload) for name, upload in found if upload is not None]


def names_in(upload, own, children):
    """Given names of the children but `own` in the words of an upload; None: not to be read."""
    text, reason = file_text(upload).read()
    if reason:
        return None
    others = [child for child in children if own is None or child.key != own.key]
    in_full = ". ".join(f"{child.given} {child.family}" for child in others)
    _first, found = find([in_full, text], [Register(others)], Around(own or NOBODY))
    keys = {one.key for one in found}
    return tuple(child.given for child in others if child.key in keys)


def same(name, upload):
    """The same bytes as an upload of its own; what it was called may name a child."""
    ending = PurePosixPath(upload.filename or "").suffix.lower()
    return NamedBlobFile(
        data=upload.data, contentType=upload.contentType, filename=f"{name}{ending}"
    )


def is_same(one, other):
    """Whether two uploads are of the same bytes."""
    if other is None or one.getSize() != other.getSize():
        return False
    return file_text(one).digest == file_text(other).digest
