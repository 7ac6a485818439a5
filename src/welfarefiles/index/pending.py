"""What the present transaction changes: noted by `touch` and `forget`, written when it commits."""

from ..sql.joined import joined
from ..sql.joined import peek
from ..sql.joined import Writer
from . import texts
from . import writing
from .interfaces import IIndexRows
from .interfaces import ILastLook
from .rows import RecordRows
from .rows import RESTRICTED
from dataclasses import dataclass
from typing import Any
from zope.component import subscribers

import secrets
import time


def new_revision():
    """Later ones sort after earlier ones, so that it can be told which of two is behind."""
    return f"{time.time_ns() // 1000:014x}{secrets.token_hex(4)}"


def touch(obj):
    """The rows of `obj` (a school, file or record) are to be computed and written at the commit.

    Gives it a new `revision`, once a transaction: so two transactions that index one object
    conflict in the object database, even when they changed different parts of it, and neither
    writes rows that do not know of the other. Raises TypeError when the object cannot be indexed.
    """
    adapter = IIndexRows(obj)
    writer = joined(IndexWriter)
    known = writer.changes.get(adapter.uid)
    if known is None or known.obj is None:
        obj.revision = new_revision()
    writer.changes[adapter.uid] = Change(adapter.file_uid, obj)


def refresh(obj):
    """The rows of `obj` are to be written anew at the commit, though nothing of it has changed.

    Only in a transaction that changes some object: it then conflicts with one that changes `obj`
    meanwhile, so that no old row takes the place of a new one.
    """
    adapter = IIndexRows(obj)
    keep_still(obj)
    joined(IndexWriter).changes.setdefault(adapter.uid, Change(adapter.file_uid, obj))


def keep_still(obj):
    """Let the present transaction, if it changes any object, fail if another changes `obj` first.

    For what decides by an object that it does not change; the publisher and jobs try again.
    """
    if obj._p_jar is not None:  # else it is new
        obj._p_activate()
        obj._p_jar.readCurrent(obj)


def forget(obj):
    """The rows of `obj` are to be removed at the commit; of a file, those of its records too.

    Gives it a new `revision` too: whoever changes it meanwhile would write its rows again, with all
    its words, after it was destroyed.
    """
    adapter = IIndexRows(obj)
    obj.revision = new_revision()
    joined(IndexWriter).changes[adapter.uid] = Change(adapter.file_uid, None)


def pending_rows(file_uid):
    """Rows of the file and of its records that this transaction has touched, as they are now."""
    return [
        IIndexRows(change.obj).rows()
        for change in _changes(file_uid).values()
        if change.obj is not None
    ]


def pending_uids(file_uid):
    """UIDs of what this transaction touched or forgot in a file: their stored rows are old."""
    return set(_changes(file_uid))


def pending_records(file_uid):
    """`RecordRow` of each record of a file that this transaction has touched.

    Without those of the restricted section.
    """
    return [
        rows.record
        for rows in pending_rows(file_uid)
        if isinstance(rows, RecordRows) and rows.scope.kind != RESTRICTED
    ]


def pending_files():
    """`{uid: FileRow}` of files this transaction has touched; None for those it has forgotten."""
    writer = peek(IndexWriter)
    changes = writer.changes if writer else {}
    return {
        uid: None if change.obj is None else IIndexRows(change.obj).rows().file
        for uid, change in changes.items()
        if change.file_uid == uid
    }


def _changes(file_uid):
    writer = peek(IndexWriter)
    changes = writer.changes if writer else {}
    return {uid: change for uid, change in changes.items() if change.file_uid == file_uid}


@dataclass(frozen=True)
class Change:
    """An object touched, or forgotten (`obj` is None); `rows` and `text` once they are computed."""

    file_uid: str
    obj: Any
    rows: Any = None
    text: texts.ReadText | None = None


class IndexWriter(Writer):
    """Writes the rows of everything touched in one transaction."""

    order = 10

    def __init__(self):
        self.changes = {}

    def prepare(self, store):
        for uid, change in list(self.changes.items()):
            if change.obj is not None and change.rows is None:
                for look in subscribers((change.obj,), ILastLook):
                    look.refuse()
                self.changes[uid] = computed(store, uid, change)

    def write(self, connection, store):
        write_changes(connection, self.changes)

    def snapshot(self):
        return dict(self.changes)

    def restore(self, state):
        # what was computed may hold what is undone now
        self.changes = {uid: Change(change.file_uid, change.obj) for uid, change in state.items()}


def write_changes(connection, changes):
    """Write {uid: computed `Change`} in a write transaction."""
    # in one order everywhere: two transactions must not wait for each other's rows
    ordered = sorted(changes.items())
    for uid, change in ordered:
        if change.obj is None:
            writing.erase(connection, uid)
    for _uid, change in sorted(ordered, key=lambda item: isinstance(item[1].rows, RecordRows)):
        if change.obj is not None:
            writing.write(change.rows, change.text, connection)


def computed(store, uid, change):
    """`change` with its rows and its text computed from its object."""
    rows = IIndexRows(change.obj).rows()
    given = getattr(rows, "text", None)
    known = texts.stored_digests(store, uid) if given is not None and given.file is not None else ""
    return Change(change.file_uid, change.obj, rows, given and texts.read(given, known))
