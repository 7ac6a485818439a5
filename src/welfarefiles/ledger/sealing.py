"""Seal old views away: what they said goes, the chain and the proof that they were views stay.

The triggers of the tables allow a removal only of what was sealed, and a seal only of views,
searches and downloads that are older than a year; this is the only place that removes anything.
"""

from .actions import ACTIONS
from .appending import append
from .circumstances import present
from .entry import drafted
from .entry import moment_text
from .entry import SEALABLE
from .tables import ledger
from .tables import skeletons
from .verifying import SEALED
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hashlib import sha256
from sqlalchemy import bindparam
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select


YEARS = 6
#: Fewer would take from the lead what is needed to look into a misuse.
FEWEST_YEARS = 1
_DAYS = 366  # so that a year is never too short for the triggers
_KEPT = (ledger.c.number, ledger.c.moment, ledger.c.kind, ledger.c.digest, ledger.c.hash)


class PeriodTooShort(ValueError):
    """Views must be kept for at least `FEWEST_YEARS`."""


def seal_views(store, years=YEARS, now=None, batch=1000, most=None, progress=None):
    """Seal every view older than `years`; returns how many. For a job.

    Each `batch` is a transaction of its own with a seal of its own, and holds up other writers for
    a moment only; stopped in between, or at `most`, the next run goes on. `progress` is called with
    the number sealed so far. Raises `PeriodTooShort`.
    """
    if years < FEWEST_YEARS:
        raise PeriodTooShort(f"Views are kept for at least {FEWEST_YEARS} year")
    before = (now or datetime.now(UTC)) - timedelta(days=_DAYS * years)
    total = 0
    while most is None or total < most:
        number = _seal(store, before, batch, now)
        if not number:
            break
        total += number
        if progress is not None:
            progress(total)
    return total


def _seal(store, before, limit, now):
    with store.writing() as connection:
        where = [ledger.c.kind.in_(SEALABLE), ledger.c.moment < moment_text(before)]
        young = _first_young(connection, before)
        if young is not None:
            where.append(ledger.c.number < young)  # beyond nothing need be looked at
        question = select(*_KEPT).where(*where).order_by(ledger.c.number).limit(limit)
        rows = connection.execute(question).mappings().all()
        if rows:
            (seal,) = append(connection, [_entry(rows, before)], now)
            left = [dict(row) | {"seal": seal[0]} for row in rows]
            connection.execute(insert(skeletons), left)
            gone = delete(ledger).where(ledger.c.number == bindparam("gone"))
            connection.execute(gone, [{"gone": row["number"]} for row in rows])
    return len(rows)


def _first_young(connection, before):
    """Number of the first entry that is too young, or None."""
    young = select(ledger.c.number).where(ledger.c.moment >= moment_text(before))
    return connection.scalar(young.order_by(ledger.c.number).limit(1))


def _entry(rows, before):
    action, facts, hasher = ACTIONS.by_id[SEALED], present(), sha256()
    for row in rows:
        hasher.update(f"{row['number']} {row['hash']}\n".encode())
    return drafted(
        action,
        facts,
        detail={
            "count": len(rows),
            "first": rows[0]["number"],
            "last": rows[-1]["number"],
            "before": moment_text(before),
            "skeletons": hasher.hexdigest(),
        },
    )
