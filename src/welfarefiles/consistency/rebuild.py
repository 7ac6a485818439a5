"""Make the whole index anew from the objects."""

from ..index import pending
from ..index import writing
from ..index.interfaces import IFurtherRows
from ..index.interfaces import IIndexRows
from ..index.tables import concerns
from ..index.tables import items
from ..index.tables import schools
from ..index.tables import TABLES
from ..sql.tables import removable
from dataclasses import dataclass
from itertools import islice
from sqlalchemy import delete
from sqlalchemy import select
from sqlalchemy import text
from zope.component import subscribers

import logging


logger = logging.getLogger(__name__)


def clear(store):
    """Remove every row of the index, and nothing of other concerns in the same database."""
    with store.writing() as connection:
        for table in TABLES:
            connection.execute(delete(table))


@dataclass(frozen=True)
class Progress:
    """How far a rebuild has come: objects `done`, and how many there are (None: not known)."""

    done: int
    total: int | None


def rebuild(objects, store, progress=None, total=None, chunk=200):
    """Write the rows of all `objects` anew and remove the rows of what is not among them.

    `objects`: every school, file and record, in any order (an iterator will do). `progress` is
    called with a `Progress` after each chunk, which is a transaction of its own, so that the site
    can go on. Returns the number of objects. Not for a site in use when objects change meanwhile:
    `check.check` does that object by object.
    """
    objects, seen = iter(objects), set()
    while batch := list(islice(objects, chunk)):
        written = _write(store, batch)
        seen |= written
        if progress is not None:
            progress(Progress(len(seen), total))
    for uid in sorted(stored_uids(store) - seen):
        with store.writing() as connection:
            writing.erase(connection, uid)
    return len(seen)


def _write(store, batch):
    changes = {}
    for obj in batch:
        adapter = IIndexRows(obj)
        change = pending.Change(adapter.file_uid, obj)
        changes[adapter.uid] = pending.computed(store, adapter.uid, change)
    with store.writing() as connection:
        pending.write_changes(connection, changes)
    _write_further(store, batch)
    return set(changes)


def _write_further(store, batch):
    """What other concerns keep about these objects; they may read the rows just written."""
    further = [rows for obj in batch for rows in subscribers((obj,), IFurtherRows)]
    for rows in further:
        rows.prepare()
    with store.writing() as connection:
        for rows in further:
            rows.write(connection)


def stored_uids(store):
    """UIDs of every school, file, record and raised concern that has a row."""
    every = select(items.c.uid).union(select(schools.c.uid), select(concerns.c.uid))
    with store.reading() as connection:
        return set(connection.scalars(every))


def compact(store):
    """After a destruction: leave nothing of what was removed in the store's own files.

    Of no concern: jobs and drafts are about files too. Merges the segments of the text index and
    rewrites the database. Takes seconds for every gigabyte; nobody can write meanwhile.
    """
    if store.dialect == "sqlite":
        with store.writing() as connection:
            connection.execute(text("INSERT INTO texts_fts(texts_fts) VALUES ('optimize')"))
        store.run_alone("VACUUM")
        store.run_alone("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        names = [table.name for table in removable()]
        _say_what_others_own(store, names)
        store.run_alone(f"VACUUM FULL {', '.join(names)}")


# PostgreSQL passes over them with a warning that nobody would see.
_OTHERS = text(
    "SELECT relname FROM pg_class WHERE relname = ANY(:names) AND relkind = 'r'"
    " AND pg_table_is_visible(oid) AND NOT pg_has_role(relowner, 'USAGE') ORDER BY relname"
)


def _say_what_others_own(store, names):
    with store.reading() as connection:
        others = connection.scalars(_OTHERS, {"names": names}).all()
    if others:
        logger.error(
            "What was destroyed is still in the files: run VACUUM FULL as the owner of %s",
            ", ".join(others),
        )
