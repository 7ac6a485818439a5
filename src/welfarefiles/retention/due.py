"""What falls due, read from the rows: for lists, digests and reports. The caller checks rights."""

from ..index.tables import files
from ..sql.engine import get_store
from ..sql.types import LAST_DAY
from .tables import kept
from dataclasses import dataclass
from datetime import date
from sqlalchemy import extract
from sqlalchemy import func
from sqlalchemy import select


@dataclass(frozen=True)
class DueFile:
    """A file that may be destroyed from `disposal_from` on; without the name of the child."""

    file_uid: str
    portal_type: str
    reference: str
    path: str
    file_class: str
    rule: str
    keep_until: date
    disposal_from: date


_COLUMNS = (
    *(kept.c.file_uid, kept.c.portal_type, files.c.reference, files.c.path),
    *(kept.c.file_class, kept.c.rule, kept.c.keep_until, kept.c.disposal_from),
)


def due_files(school_uid, portal_types, today, limit=200, barred=frozenset()):
    """`DueFile`s in retention whose time is over, the longest overdue first.

    :param barred: UIDs of files that whoever asks is shut out of; here and in what follows.
    """
    wanted = (
        select(*_COLUMNS)
        .join(files, files.c.uid == kept.c.file_uid)
        .where(*_over(school_uid, portal_types, today), _apart_from(barred))
        .order_by(kept.c.disposal_from, kept.c.file_uid)
        .limit(limit)
    )
    with get_store().reading() as connection:
        return [DueFile(*row) for row in connection.execute(wanted)]


def count_due(school_uid, portal_types, today, barred=frozenset()):
    """How many files `due_files` would list without a limit."""
    wanted = (
        select(func.count())
        .select_from(kept)
        .where(*_over(school_uid, portal_types, today), _apart_from(barred))
    )
    with get_store().reading() as connection:
        return connection.scalar(wanted)


def reviews_due(school_uid, portal_types, today, limit=200, barred=frozenset()):
    """(UID, day) of files to be looked through before their time is over (R174)."""
    wanted = (
        select(kept.c.file_uid, kept.c.review_on)
        .where(kept.c.school_uid == school_uid, kept.c.portal_type.in_(sorted(portal_types)))
        .where(kept.c.review_on <= today, _apart_from(barred))
        .order_by(kept.c.review_on, kept.c.file_uid)
        .limit(limit)
    )
    with get_store().reading() as connection:
        return [tuple(row) for row in connection.execute(wanted)]


def due_by_year(school_uid, portal_types, first, last, barred=frozenset()):
    """`{(year, class of file): number}` of what falls due in these years, both included."""
    year = extract("year", kept.c.disposal_from)
    wanted = (
        select(year, kept.c.file_class, func.count())
        .where(kept.c.school_uid == school_uid, kept.c.portal_type.in_(sorted(portal_types)))
        .where(kept.c.disposal_from >= date(first, 1, 1))
        .where(kept.c.disposal_from <= date(last, 12, 31), _apart_from(barred))
        .group_by(year, kept.c.file_class)
    )
    with get_store().reading() as connection:
        return {(int(when), name): number for when, name, number in connection.execute(wanted)}


def count_without_date(school_uid, portal_types, barred=frozenset()):
    """How many files are kept for ever, and how many lack a fact: (permanent, unknown)."""
    wanted = (
        select(kept.c.permanent, func.count())
        .where(kept.c.school_uid == school_uid, kept.c.portal_type.in_(sorted(portal_types)))
        .where(kept.c.disposal_from == LAST_DAY, _apart_from(barred))
        .group_by(kept.c.permanent)
    )
    with get_store().reading() as connection:
        found = dict(tuple(row) for row in connection.execute(wanted))
    return found.get(True, 0), found.get(False, 0)


def _apart_from(uids):
    return kept.c.file_uid.not_in(sorted(uids))


def _over(school_uid, portal_types, today):
    return (
        kept.c.school_uid == school_uid,
        kept.c.state == "retained",
        kept.c.portal_type.in_(sorted(portal_types)),
        kept.c.disposal_from <= today,
    )
