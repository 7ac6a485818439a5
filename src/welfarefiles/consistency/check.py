"""Compare the index with the objects, name each difference in words, and mend it.

Made for a site in use: what looks different is looked at again in a newer view of the objects, a
change that is being committed is waited for, and nothing is mended that has changed meanwhile.
"""

from ..index import pending
from ..index import writing
from ..index.interfaces import IIndexRows
from ..index.tables import grants
from ..index.tables import scopes
from ..index.tables import texts
from ..ledger.undone import enter_undone
from ..sql.errors import StoreFailed
from . import compare
from .rebuild import Progress
from dataclasses import dataclass
from itertools import islice
from sqlalchemy import delete
from sqlalchemy import select
from sqlalchemy import text

import time
import transaction


MISSING, AHEAD, BEHIND, DIFFERS = "missing", "ahead", "behind", "differs"
RIGHTS, TEXT, ORPHAN, STRAY, DAMAGED = "rights", "text", "orphan", "stray", "damaged"

_WORDS = {
    MISSING: "is not in the index",
    AHEAD: "the index knows of a change that did not take place",
    BEHIND: "the index does not know of the last change",
    DIFFERS: "the index differs",
    RIGHTS: "the index differs in who may see it",
    TEXT: "its words are not in the index as they should be",
    ORPHAN: "is in the index, but there is no such object",
    STRAY: "grants in the index belong to nothing",
    DAMAGED: "the index of words is damaged",
}


@dataclass(frozen=True)
class Difference:
    """One difference. `kind` is one of the names above; `path` holds ids only, never a name."""

    kind: str
    uid: str = ""
    path: str = ""
    detail: str = ""
    mended: bool = False

    def __str__(self):
        detail = f" ({self.detail})" if self.detail else ""
        end = ": mended" if self.mended else ""
        return f"{self.path or self.uid or 'index'}: {_WORDS[self.kind]}{detail}{end}"


def check(objects, store, mend=False, progress=None, total=None, batch=200, settle_seconds=2.0):
    """All `Difference`s between `objects` and the store.

    `objects`: iterates over every school, file and record, a file before its records; its
    `at(path)` gives the object at a path as it is now, or None. `progress` is called with a
    `Progress`.
    """
    run = _Check(objects, store, mend, settle_seconds)
    walk = iter(objects)
    while some := list(islice(walk, batch)):
        run.compare(some)
        if progress is not None:
            progress(Progress(len(run.seen), total))
    run.find_orphans()
    run.check_text_index()
    return run.differences


def mend_orphans(objects, store, beginning="", settle_seconds=2.0):
    """Remove rows of objects that do not exist (of uids with this beginning); `Difference`s."""
    run = _Check(objects, store, True, settle_seconds)
    run.find_orphans(beginning)
    return run.differences


class _Check:
    def __init__(self, objects, store, mend, settle_seconds):
        self.objects = objects
        self.store = store
        self.mend = mend
        self.settle_seconds = settle_seconds
        self.seen = set()
        self.erased = False
        self.differences = []

    def compare(self, some):
        adapters = [IIndexRows(obj) for obj in some]
        self.seen |= {adapter.uid for adapter in adapters}
        wanted = {adapter.uid: adapter.rows() for adapter in adapters}
        have = self._found(wanted)
        suspects = [rows for uid, rows in wanted.items() if compare.expected(rows) != have[uid]]
        if suspects:
            self._look_again()
        for rows in suspects:
            self._compare_again(_path(rows))
        if self.erased:  # with rows that were found to be right before
            self.erased = False
            self.compare(some)

    def _look_again(self):
        # long enough for a commit that has written here to take place over there
        time.sleep(self.settle_seconds)
        transaction.begin()

    def _compare_again(self, path):
        obj = self.objects.at(path)
        if obj is None:
            return  # removed meanwhile; if not here as well, it is found among the orphans
        adapter = IIndexRows(obj)
        rows = adapter.rows()
        have = self._found([adapter.uid])[adapter.uid]
        wanted = compare.expected(rows)
        if wanted != have:
            kind, detail = _named(rows, wanted, have)
            mended = self.mend and self._mend(adapter, obj, have, wanted, kind)
            if mended and kind == MISSING:
                self.seen.discard(adapter.uid)  # it may have been destroyed meanwhile
            self._note(kind, adapter.uid, path, detail, mended)

    def _found(self, uids):
        with self.store.reading() as connection:
            return compare.found(connection, uids)

    def _note(self, kind, uid="", path="", detail="", mended=False):
        self.differences.append(Difference(kind, uid, path, detail, bool(mended)))

    def _mend(self, adapter, obj, have, wanted, kind):
        change = pending.Change(adapter.file_uid, obj)
        known_uid = "" if wanted["text"] != have["text"] else adapter.uid
        change = pending.computed(self.store, known_uid, change)
        with self.store.writing() as connection:
            if compare.found(connection, [adapter.uid])[adapter.uid] != have:
                return False
            if not known_uid:
                connection.execute(delete(texts).where(texts.c.uid == adapter.uid))
            if have["scope"] and wanted["scope"] and _identity(have) != _identity(wanted):
                writing.erase(connection, adapter.uid)
                self.erased = True
            writing.write(change.rows, change.text, connection)
            if kind == AHEAD:  # last, as always with the ledger
                enter_undone(connection, adapter.uid, adapter.file_uid, obj.revision)
        return True

    def find_orphans(self, beginning=""):
        """Rows of objects that do not exist, and grants on nothing.

        `beginning`: only rows of uids that begin so.
        """
        transaction.begin()
        with self.store.reading() as connection:
            paths = compare.stored_paths(connection)
            stray = compare.stray_grants(connection)
        suspects = [
            (path, uid)
            for uid, path in paths.items()
            if uid not in self.seen and uid.startswith(beginning) and self._is_orphan(uid, path)
        ]
        if suspects:
            self._look_again()
        for path, uid in sorted(suspects):
            if self._is_orphan(uid, path):
                self._note(ORPHAN, uid, path, mended=self.mend and self._erase(uid))
        if stray:
            self._note(STRAY, detail=str(stray), mended=self.mend and self._erase_stray())

    def _is_orphan(self, uid, path):
        obj = self.objects.at(path) if path else None
        return obj is None or IIndexRows(obj).uid != uid

    def _erase(self, uid):
        with self.store.writing() as connection:
            file_uid = compare.stored_file_uid(connection, uid)
            writing.erase(connection, uid)
            enter_undone(connection, uid, file_uid, "")
        return True

    def _erase_stray(self):
        with self.store.writing() as connection:
            missing = grants.c.scope_id.not_in(select(scopes.c.id))
            connection.execute(delete(grants).where(missing))
        return True

    def check_text_index(self):
        """SQLite: the full-text table agrees with the texts. On PostgreSQL each was compared."""
        if self.store.dialect == "sqlite" and not text_index_whole(self.store):
            self._note(DAMAGED, mended=self.mend and self._remake_text_index())

    def _remake_text_index(self):
        with self.store.writing() as connection:
            connection.execute(text("INSERT INTO texts_fts(texts_fts) VALUES ('rebuild')"))
        return True


def text_index_whole(store):
    """Whether SQLite's full-text table agrees with the texts it is made from."""
    try:
        with store.writing() as connection:
            connection.execute(
                text("INSERT INTO texts_fts(texts_fts, rank) VALUES ('integrity-check', 1)")
            )
    except StoreFailed:
        return False
    return True


def _path(rows):
    named = (getattr(rows, name, None) for name in ("record", "file", "concern"))
    row = next(filter(None, named), rows)
    return row.path


def _identity(parts):
    return {frozenset(pair for pair in row if pair[0] != "state") for row in parts["scope"]}


def _named(rows, wanted, have):
    """(kind, detail) of a difference."""
    main = next(part for part in ("school", "file", "item", "concern") if wanted[part])
    if not have[main]:
        return MISSING, ""
    revision = dict(next(iter(have[main])))["revision"]
    if revision != rows.revision:
        return (AHEAD if revision > rows.revision else BEHIND), ""
    different = [part for part in compare.PARTS if wanted[part] != have[part]]
    if set(different) <= {"team", "members", "scope", "grants", "barriers"}:
        return RIGHTS, ", ".join(different)
    if different == ["text"]:
        return TEXT, ""
    return DIFFERS, ", ".join(_columns(wanted, have, different))


def _columns(wanted, have, parts):
    for part in parts:
        if part in ("file", "item", "school", "concern"):
            names = {name for row in wanted[part] ^ have[part] for name, value in row}
            yield from sorted(
                name for name in names if _values(wanted[part], name) != _values(have[part], name)
            )
        else:
            yield part


def _values(rows, name):
    return {dict(row).get(name) for row in rows}
