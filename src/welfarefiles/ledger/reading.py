"""Ask the ledger: entries by file, person, school, kind and time, and how many there are.

Whoever calls has checked that the asking person may know. Nothing here reads an object.
"""

from ..sql.engine import get_store
from ..sql.prepared import Prepared
from .entry import moment_text
from .entry import read_entry
from .tables import ledger
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import select


_LOCAL_DAY = func.substr(ledger.c.local, 1, 10)
#: What `counts` can count by.
BY = {
    "day": _LOCAL_DAY,
    "hour": func.substr(ledger.c.local, 12, 2),
    "action": ledger.c.action,
    "kind": ledger.c.kind,
    "person": ledger.c.person,
    "file": ledger.c.file_uid,
}
READS = ("view", "download")


@dataclass(frozen=True)
class Filter:
    """Which entries. Whatever is left empty does not narrow the choice.

    `person`: who did it; `about`: to whom; `involving`: either; `kinds`, `actions`: ids;
    `severities`; `since`, `until`: aware date-times, `until` not included; `without_records`: uids
    of records nothing is to be said of (`lookup.query.hidden_records`).
    """

    school_uid: str = ""
    file_uid: str = ""
    record_uid: str = ""
    person: str = ""
    about: str = ""
    kinds: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    reference: str = ""
    ip: str = ""
    request_id: str = ""
    without_records: tuple[str, ...] = ()

    def clauses(self):
        """What a row has to satisfy, as conditions of SQLAlchemy."""
        same = ("school_uid", "file_uid", "record_uid", "person", "about")
        for name in (*same, "reference", "ip", "request_id"):
            if value := getattr(self, name):
                yield ledger.c[name] == value
        many = {"kind": self.kinds, "action": self.actions, "severity": self.severities}
        for name, values in many.items():
            if values:
                yield ledger.c[name].in_(values)
        if self.without_records:
            yield ledger.c.record_uid.not_in(self.without_records)
        if self.since is not None:
            yield ledger.c.moment >= moment_text(self.since)
        if self.until is not None:
            yield ledger.c.moment < moment_text(self.until)


EVERYTHING = Filter()


def entries(filter=EVERYTHING, before=None, after=None, limit=50):
    """At most `limit` `Entry`s, newest first.

    `before`: only those with a lower number (the next page: that of the last one shown); `after`:
    only those with a higher number, the nearest to it (the page before), newest first as well.
    """
    where = list(filter.clauses())
    if before is not None:
        where.append(ledger.c.number < before)
    order = ledger.c.number.desc()
    if after is not None:
        where.append(ledger.c.number > after)
        order = ledger.c.number if before is None else order
    found = [
        read_entry(row) for row in _rows(select(ledger).where(*where).order_by(order).limit(limit))
    ]
    return sorted(found, key=lambda entry: -entry.number)


def entry(number):
    """The `Entry` with this number, or None."""
    found = _rows(select(ledger).where(ledger.c.number == number))
    return read_entry(found[0]) if found else None


def counts(by, filter=EVERYTHING):
    """{value: number of entries} by "day" (`date`), "hour", "action", "kind", "person", "file"."""
    column = BY[by]
    found = _rows(select(column, func.count()).where(*filter.clauses()).group_by(column))
    change = date.fromisoformat if by == "day" else str
    return {change(value): number for value, number in sorted(found)}


@dataclass(frozen=True)
class Reader:
    """Somebody who read a file: how many entries, the first and the last time (aware, UTC)."""

    person: str
    times: int
    first: datetime
    last: datetime


# Made once: every overview of a file asks it.
_LAST = func.max(ledger.c.moment)
_READERS = Prepared(
    select(ledger.c.person, func.count(), func.min(ledger.c.moment), _LAST)
    .where(
        ledger.c.file_uid == bindparam("file_uid"),
        ledger.c.kind.in_(bindparam("kinds", expanding=True)),
        ledger.c.moment >= bindparam("since"),
    )
    .group_by(ledger.c.person)
    .order_by(_LAST.desc(), ledger.c.person)
)


def readers(file_uid, since=None, kinds=READS):
    """Who has seen a file or something of it since then: `Reader`s, the latest first."""
    given = {
        "file_uid": file_uid,
        "kinds": list(kinds),
        "since": moment_text(since) if since else "",
    }
    moments = datetime.fromisoformat
    with get_store().reading() as connection:
        rows = _READERS.rows(connection, **given)
    return [Reader(who, times, moments(first), moments(last)) for who, times, first, last in rows]


def head():
    """(number, hash) of the last entry; (0, "") of an empty ledger."""
    asked = select(ledger.c.number, ledger.c.hash).order_by(ledger.c.number.desc()).limit(1)
    return tuple((_rows(asked) or [(0, "")])[0])


def _rows(question):
    with get_store().reading() as connection:
        return connection.execute(question).all()
