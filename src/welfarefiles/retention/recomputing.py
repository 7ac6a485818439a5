"""Another schedule: what it would change, and the change itself, for all files of a school at once.

Both reckon from the facts that stand in the rows, so no file is opened, and the rows change in the
transaction that takes the schedule: no two screens ever show dates of different versions.
"""

from ..sql.engine import get_store
from ..sql.joined import joined
from ..sql.joined import Writer
from .facts import from_json
from .rows import reckoned
from .rows import version_of
from .tables import kept
from collections import Counter
from dataclasses import dataclass
from sqlalchemy import bindparam
from sqlalchemy import select
from sqlalchemy import update


EARLIER, LATER, SAME, PERMANENT, UNKNOWN = "earlier", "later", "same", "permanent", "unknown"
#: Files a preview names one by one.
NAMED = 50


@dataclass(frozen=True)
class Move:
    """One file: its rule and its last day, `before` and `after`; None: for ever, or not known."""

    file_uid: str
    rule_before: str
    rule_after: str
    before: object
    after: object
    kind: str


@dataclass(frozen=True)
class Impact:
    """What a schedule would change: `counts` by kind of move, and the first `Move`s."""

    counts: dict
    moves: tuple

    @property
    def total(self):
        return sum(self.counts.values())


def impact(school_uid, schedule):
    """The `Impact` of a schedule on the files of a school that are not open."""
    counts, moves = Counter(), []
    with get_store().reading() as connection:
        rows = connection.execute(_of(school_uid)).mappings()
        for row in rows:
            move = _move(row, reckoned(schedule, from_json(row["facts"]), row["longer"]))
            counts[move.kind] += 1
            if move.kind != SAME and len(moves) < NAMED:
                moves.append(move)
    return Impact(dict(counts), tuple(moves))


def recompute(school_uid, schedule):
    """With the present transaction, reckon every file of a school by this schedule."""
    joined(ScheduleWriter).schedules[school_uid] = schedule


def _of(school_uid):
    return select(kept).where(kept.c.school_uid == school_uid).order_by(kept.c.file_uid)


def _move(row, new):
    return Move(
        file_uid=row["file_uid"],
        rule_before=row["rule"],
        rule_after=new["rule"],
        before=row["keep_until"],
        after=new["keep_until"],
        kind=_kind(row, new),
    )


def _kind(row, new):
    if new["missing"] and not row["missing"]:
        return UNKNOWN
    if new["permanent"] != row["permanent"]:
        return PERMANENT if new["permanent"] else EARLIER
    if new["keep_until"] == row["keep_until"]:
        return SAME
    if new["keep_until"] is None:
        return UNKNOWN
    return EARLIER if row["keep_until"] and new["keep_until"] < row["keep_until"] else LATER


class ScheduleWriter(Writer):
    """Rewrites the rows of a school; after those of single files, which it finds as they are."""

    order = 25

    def __init__(self):
        self.schedules = {}

    def write(self, connection, store):
        for school_uid, schedule in sorted(self.schedules.items(), key=lambda item: item[0]):
            rows = connection.execute(_of(school_uid)).mappings().all()
            new = [
                {"uid": row["file_uid"]}
                | reckoned(schedule, from_json(row["facts"]), row["longer"])
                for row in rows
                if row["version"] != version_of(schedule)
            ]
            if new:
                connection.execute(_REWRITE, new)

    def snapshot(self):
        return dict(self.schedules)

    def restore(self, state):
        self.schedules = dict(state)


_REWRITE = update(kept).where(kept.c.file_uid == bindparam("uid"))
