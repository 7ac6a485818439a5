"""Signing the front sheet of a file, and what was signed: page, REST and script call these (C04).

Each signature keeps the sheet as it stood, with its fingerprint and that of the signature before.
A signed sheet may be changed; it then says so until somebody signs it again.
"""

from .. import _
from ..calendars import london
from ..files.schema import ISystemFileFields
from ..index.pending import touch
from ..ledger.writing import enter
from ..people.names import fullname
from ..people.stored import stored
from ..permissions import EDIT_FRONT_SHEET
from ..permissions import may
from ..signing.canonical import is_empty
from ..signing.canonical import moment
from ..signing.canonical import plain
from ..signing.canonical import titles_in
from ..signing.fingerprint import chained
from ..signing.fingerprint import fingerprint
from .checking import FORMAT
from .complete import lacking_for_signing
from AccessControl import Unauthorized
from persistent.list import PersistentList
from plone import api
from plone.autoform.interfaces import READ_PERMISSIONS_KEY
from plone.dexterity.utils import iterSchemata
from plone.supermodel.utils import mergedTaggedValueDict
from zope.annotation.interfaces import IAnnotations
from zope.schema import getFieldsInOrder


KEY = "welfarefiles.frontsheet.signatures"
RECEIVED = "welfarefiles.frontsheet.received"
#: When the file is looked at again, and by whom: this changes while the sheet stays as it is.
SCHEDULE = frozenset({"volume", "next_review", "reviewer", "last_reviewed"})
NOT_COMPLETE = _("The front sheet lacks: ${labels}. Enter it first.")
CHANGED_MEANWHILE = _("Somebody changed the front sheet meanwhile. Read it again, then sign.")


class CannotSign(ValueError):
    """The front sheet cannot be signed now. The text is a message for whoever tried."""


def fields_of(file):
    """(name, field) of all that a signature is for, in the order of the form."""
    for schema in iterSchemata(file):
        if schema is not ISystemFileFields and not mergedTaggedValueDict(
            schema, READ_PERMISSIONS_KEY
        ):
            yield from (pair for pair in getFieldsInOrder(schema) if pair[0] not in SCHEDULE)


def values_of(file):
    """`{field: plain value}` of what is filled in."""
    found = ((name, getattr(file, name, None)) for name, _field in fields_of(file))
    return {name: plain(value) for name, value in found if not is_empty(value)}


def content_of(file):
    """What a signature fixes; terms are named as they are called on the day."""
    titles = {
        name: titles_in(file, field, getattr(file, name))
        for name, field in fields_of(file)
        if not is_empty(getattr(file, name, None))
    }
    return {
        "format": FORMAT,
        "file": file.reference,
        "fields": values_of(file),
        "titles": {name: its for name, its in titles.items() if its},
    }


def signatures(file):
    """Every signature, the earliest first: dicts with `number`, `at`, `by`, `previous`, `content`,
    `content_hash` and `hash` (see `docs/record-format.md`), not to be changed.
    """
    return tuple(stored(file, KEY) or ())


def received(file):
    """The signatures of schools that kept the file before, as they were taken in with it.

    Dicts as of `signatures`, each with the name of its `school` beside.
    """
    return tuple(stored(file, RECEIVED) or ())


def every_signature(file):
    """Those of earlier schools, then this school's."""
    return (*received(file), *signatures(file))


def keep_received(file, signatures, school):
    """Keep what another school sent with the sheet, as it was; nothing that is kept already."""
    known = {one["hash"] for one in every_signature(file)}
    found = [{"school": school, **one} for one in signatures if one["hash"] not in known]
    if found:
        IAnnotations(file)[RECEIVED] = (*received(file), *found)
        touch(file)


def last_signature(file):
    """The one that counts, this school's own, or None."""
    found = signatures(file)
    return found[-1] if found else None


def changed_since(file):
    """Labels of the fields that are not as they were when the sheet was signed last."""
    last = last_signature(file)
    if last is None:
        return []
    signed, present = last["content"]["fields"], values_of(file)
    return [field.title for name, field in fields_of(file) if signed.get(name) != present.get(name)]


def changed_by(file, signature):
    """Labels of the fields that were other, or not there, in the signature before."""
    before = {one["hash"]: one for one in every_signature(file)}.get(signature["previous"])
    if before is None:
        return []
    was, now = before["content"]["fields"], signature["content"]["fields"]
    return [field.title for name, field in fields_of(file) if was.get(name) != now.get(name)]


def lacks(file):
    """What is missing before the sheet can be signed."""
    front = {name: getattr(file, name, None) for name, _field in fields_of(file)}
    return lacking_for_signing(front)


def may_sign(file):
    """Whether the person may sign: whoever may change the sheet."""
    return may(EDIT_FRONT_SHEET, file)


def seen_now(file):
    """Stands for what the sheet says now, in a form that asks for a signature."""
    return fingerprint(values_of(file))


def sign(file, seen=None):
    """Sign the sheet as the signed-in person, and note that it was checked today (R009).

    :param seen: what `seen_now` said when the person read it; None where somebody else looks after
        that nothing was changed since.

    Raises `Unauthorized`, and `CannotSign` with nothing done.
    """
    if not may_sign(file):
        raise Unauthorized()
    found = lacks(file)
    if found:
        raise CannotSign(_(NOT_COMPLETE, mapping={"labels": ", ".join(found)}))
    if seen is not None and seen != seen_now(file):
        raise CannotSign(CHANGED_MEANWHILE)
    signature = keep(file, api.user.get_current().getId(), london.now())
    file.last_reviewed = london.today()
    file.reindexObject()
    enter("frontsheet.signed", file, fingerprint=signature["content_hash"])
    return signature


def keep(file, by, at):
    """Keep that somebody signed the sheet as it is; whoever calls has asked for rights."""
    content, before = content_of(file), last_signature(file)
    signature = {
        "number": before["number"] + 1 if before else 1,
        "previous": before["hash"] if before else "",
        "at": moment(london.storable(at)),
        "by": {"id": by, "name": fullname(by)},
        "content": content,
        "content_hash": fingerprint(content),
    }
    signature["hash"] = chained(signature)
    annotations = IAnnotations(file)
    if KEY not in annotations:
        annotations[KEY] = PersistentList()
    annotations[KEY].append(signature)
    touch(file)
    return signature
