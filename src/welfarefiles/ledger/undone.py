"""Say in the ledger that changes it holds did not take place after all.

Objects are committed just after their entries. A server killed in between leaves entries of a
change that the objects do not have; so does an older copy of the objects brought back. Nothing in
the ledger is taken away for it: `welfarefiles-check` appends one entry more.
"""

from .actions import ACTIONS
from .appending import append
from .circumstances import present
from .entry import COLUMNS
from .entry import drafted
from .tables import ledger
from sqlalchemy import and_
from sqlalchemy import or_
from sqlalchemy import select


DID_NOT_TAKE_PLACE = "ledger.did-not-take-place"
#: So many numbers are named in one entry.
NAMED = 50
_SUBJECT = ("school_uid", "file_uid", "file_type", "reference", "record_uid", "record_type")


def enter_undone(connection, uid, file_uid, revision):
    """Enter which changes of an object did not take place; returns their numbers.

    `connection` is in a write transaction; `uid` of a file, record or school, `file_uid` of the
    file it is or is in; `revision`: what the object is at, "" when there is no such object. Entries
    of later revisions did not take place. Enters nothing when there are none, or when that has been
    entered before.
    """
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _about(connection, uid, file_uid)]
    said = [row["number"] for row in rows if row["action"] == DID_NOT_TAKE_PLACE]
    undone = [
        row
        for row in rows
        if row["number"] > max(said, default=0) and _revision(row["once"]) > revision
    ]
    if undone:
        append(connection, [_draft(undone)])
    return [row["number"] for row in undone]


def _about(connection, uid, file_uid):
    if file_uid:
        of_file = (ledger.c.record_uid == "") if uid == file_uid else (ledger.c.record_uid == uid)
        where = (ledger.c.file_uid == file_uid, of_file)
    else:
        # of a school itself, or of something in it that is in no file
        of_school = and_(ledger.c.school_uid == uid, ledger.c.record_uid == "")
        where = (or_(of_school, ledger.c.record_uid == uid), ledger.c.file_uid == "")
    joined = or_(ledger.c.once.like("%.%"), ledger.c.action == DID_NOT_TAKE_PLACE)
    return connection.execute(select(ledger).where(*where, joined).order_by(ledger.c.number))


def _revision(once):
    return once.partition(".")[0]


def _draft(undone):
    action, facts = ACTIONS.by_id[DID_NOT_TAKE_PLACE], present()
    numbers = [str(row["number"]) for row in undone]
    return drafted(
        action,
        facts,
        detail={"count": len(numbers), "entries": " ".join(numbers[-NAMED:])},
        **{name: undone[-1][name] for name in _SUBJECT},
    )
