"""Append entries to the chain, inside a write transaction of the store.

Two statements and nothing of the ORM: this runs before every page and download.
"""

from ..sql.prepared import run
from ..sql.types import clean
from .entry import COLUMNS
from .entry import digest_of
from .entry import GENESIS
from .entry import hash_of
from .entry import json_text
from .entry import local_text
from .entry import moment_text
from datetime import datetime
from datetime import UTC


_HEAD = "SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1"
# Held until the transaction ends, which is at once: the ledger writes last. In one call with the
# question, which then sees what the holder before has committed.
_LOCK = "SELECT pg_advisory_xact_lock(7264190352);"
_NAMES = ", ".join(COLUMNS)
_INSERT = {
    "sqlite": f"INSERT INTO ledger ({_NAMES}) VALUES ({', '.join('?' for _ in COLUMNS)})",  # noqa: S608
    "postgresql": f"INSERT INTO ledger ({_NAMES}) VALUES ({', '.join(['%s'] * len(COLUMNS))})",  # noqa: S608
}
_PLACE = {"sqlite": "?", "postgresql": "%s"}


def append(connection, drafts, moment=None):
    """Append `Draft`s in their order; returns the rows, values in the order of `COLUMNS`.

    `connection` is in a write transaction, in which nothing else should be done afterwards.
    `moment` is for tests and imports; by default the clock is asked once the chain is held.
    """
    number, previous = lock_head(connection)
    moment = moment or datetime.now(UTC)
    rows = []
    for number, draft in enumerate(drafts, number + 1):  # noqa: B020
        row = row_of(draft, number, moment, previous)
        previous = row[-1]
        rows.append(row)
    insert = _INSERT[connection.dialect.name]
    for row in rows:
        run(connection, insert, row)
    return rows


def lock_head(connection):
    """(number, hash) of the last entry; nobody else appends until this transaction ends."""
    # SQLite: the write transaction holds the one lock there is
    question = _HEAD if connection.dialect.name == "sqlite" else _LOCK + _HEAD
    return tuple(run(connection, question).fetchone() or (0, GENESIS))


def row_of(draft, number, moment, previous):
    """The row of a draft in its place in the chain."""
    said = (
        local_text(moment),
        *map(clean, _said(draft)),
    )
    when = moment_text(moment)
    digest = digest_of(said)
    own = hash_of(number, when, draft.kind, digest, previous)
    return (number, when, draft.kind, *said, digest, previous, own)


def _said(draft):
    """The texts of `CONTENT` without the first."""
    return (
        draft.person,
        draft.through,
        draft.standing,
        draft.action,
        draft.severity,
        draft.school_uid,
        draft.file_uid,
        draft.file_type,
        draft.reference,
        draft.record_uid,
        draft.record_type,
        draft.about,
        json_text([change.stored() for change in draft.fields]),
        draft.reason,
        json_text(draft.detail),
        draft.ip,
        draft.request_id,
        draft.once,
    )


def is_entered(connection, once):
    """Whether there is an entry with this `once`."""
    place = _PLACE[connection.dialect.name]
    question = f"SELECT 1 FROM ledger WHERE once = {place} AND once <> ''"  # noqa: S608
    return run(connection, question, (once,)).fetchone() is not None
