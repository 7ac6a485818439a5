"""Which fields of an object the present transaction has changed, as the ledger may know them.

Dates, numbers, choices and yes or no of a front sheet or record are entered as they were and are.
Text, uploads, rows, and all that tells who a child is are entered as hashes that only show whether
two values are the same (`blinding`): a reader of the ledger learns no word and no name (R042).
"""

from ..blinding import blinded
from ..ledger.entry import Change
from .opening import IDENTITY
from Acquisition import aq_base
from datetime import date
from hashlib import sha256
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamedBlobFile
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import IInt
from zope.schema.interfaces import ISet

import transaction


NEW = b"\0" * 8
#: Kinds of field whose values say nothing in anybody's words.

PLAIN = (IBool, IChoice, IDate, IDatetime, IInt)
_KEY = "welfarefiles.files.changes"


class Upload:
    """An uploaded file: the same only as itself, and read only when its hash is wanted."""

    def __init__(self, blob):
        self.blob = blob

    def __eq__(self, other):
        return isinstance(other, Upload) and self.blob is other.blob

    __hash__ = None

    def digest(self):
        """SHA-256 of what was uploaded, as ``sha256sum`` gives it."""
        digest = sha256()
        with self.blob.open() as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()


def changed_fields(obj):
    """`Change`s of an object against what was stored, or against the last time this was asked.

    Empty for an object that is new in this transaction.
    """
    base = aq_base(obj)
    if not (base._p_jar and base._p_serial != NEW):
        return ()
    remembered = _remembered()
    before = remembered.get(base._p_oid)
    if before is None:
        before = values(obj, base._p_jar.oldstate(base, base._p_serial))
    now = remembered[base._p_oid] = values(obj, vars(base))
    return tuple(
        change(field, name, before[name], now[name])
        for name, field in fields(obj)
        if before[name] != now[name]
    )


def uploads(obj):
    """`Change`s for the files an object has from the beginning."""
    found = values(obj, vars(aq_base(obj)))
    return tuple(
        change(field, name, None, found[name])
        for name, field in fields(obj)
        if isinstance(found[name], Upload)
    )


def fields(obj):
    """(name, field) of what people can change."""
    for schema in iterSchemata(obj):
        for name, field in getFieldsInOrder(schema):
            if not field.readonly:
                yield name, field


def values(obj, state):
    """`{field name: comparable value}` in the state of an object."""
    return {name: comparable(state.get(name, field.missing_value)) for name, field in fields(obj)}


def comparable(value):
    """A value that can be kept and compared later."""
    if INamedBlobFile.providedBy(value):
        return Upload(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return [dict(row) if hasattr(row, "items") else row for row in value]
    return value


def change(field, name, old, new):
    """The `Change` of one field from one comparable value to another."""
    if is_plain(field, name):
        return Change(name, entered(old), entered(new))
    return Change(name, old_hash=hashed(old), new_hash=hashed(new))


def is_plain(field, name):
    """Whether the values of a field may stand in the ledger."""
    if name in IDENTITY:
        return False
    chosen = ISet.providedBy(field) and IChoice.providedBy(field.value_type)
    return chosen or any(kind.providedBy(field) for kind in PLAIN)


def entered(value):
    """A plain value as the ledger keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def hashed(value):
    """Hash of a value, "" for none."""
    if isinstance(value, Upload):
        return value.digest()
    return blinded(value if isinstance(value, str) else repr(value)) if value else ""


def _remembered():
    """Comparable values by object, for the length of the transaction."""
    present = transaction.get()
    try:
        return present.data(_KEY)
    except KeyError:
        found = {}
        present.set_data(_KEY, found)
        return found
