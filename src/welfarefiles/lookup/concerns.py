"""What members of staff raised: the inbox of those who may read it, and a person's own.

Nothing is granted on a raised concern: who reads it follows from the school's team, so its rows
stand outside the scopes. A person who is barred from a file is not shown the concerns in it here;
those that only name its child are left out by whoever asks (`forms.barring`).
"""

from ..index.rows import ConcernRow
from ..index.stored import file_row
from ..index.tables import barriers
from ..index.tables import concerns
from ..index.tables import files
from ..sql.engine import get_store
from .sight import look
from dataclasses import fields
from sqlalchemy import false
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select


_NAMES = [field.name for field in fields(ConcernRow)]
MOST = 500


def inbox(who, states, limit=MOST):
    """`ConcernRow`s in one of `states` that `who` may read: in danger first, then by age.

    `who.visibility` says under ("WelfareFile", "concern") which roles of a team read them.
    """
    order = (concerns.c.danger.desc(), concerns.c.raised_at, concerns.c.uid)
    with get_store().reading() as connection:
        where = (_read_by(connection, who), concerns.c.state.in_(list(states)))
        return _rows(connection, select(concerns).where(*where).order_by(*order).limit(limit))


def settled(who, states, limit=100):
    """The same in one of `states`, the newest first."""
    order = (concerns.c.raised_at.desc(), concerns.c.uid)
    with get_store().reading() as connection:
        where = (_read_by(connection, who), concerns.c.state.in_(list(states)))
        return _rows(connection, select(concerns).where(*where).order_by(*order).limit(limit))


def about_child(who, school_uid, pupil="", file_uid="", child="", since=None):
    """The same about one child, newest first.

    By the pupil it names, the file it went into, or, where no pupil is named, the same words.
    """
    named = [concerns.c.pupil == pupil] if pupil else []
    named += [concerns.c.file_uid == file_uid] if file_uid else []
    named += [(concerns.c.pupil == "") & (concerns.c.child == child)] if child else []
    if not named:
        return []
    with get_store().reading() as connection:
        where = [
            _read_by(connection, who),
            concerns.c.school_uid == school_uid,
            concerns.c.kind == "concern",
            or_(*named),
        ]
        where += [concerns.c.raised_at >= since] if since else []
        asked = select(concerns).where(*where).order_by(concerns.c.raised_at.desc(), concerns.c.uid)
        return _rows(connection, asked.limit(MOST))


def raised_by(user_id, school_uid, limit=100):
    """What a person raised, the newest first."""
    asked = (
        select(concerns)
        .where(concerns.c.reporter == user_id, concerns.c.school_uid == school_uid)
        .order_by(concerns.c.raised_at.desc(), concerns.c.uid)
        .limit(limit)
    )
    with get_store().reading() as connection:
        return _rows(connection, asked)


def count_raised(user_id, since):
    """How many things a person raised since an aware moment."""
    where = (concerns.c.reporter == user_id, concerns.c.raised_at >= since)
    with get_store().reading() as connection:
        return connection.scalar(select(func.count()).select_from(concerns).where(*where))


def same_again(user_id, school_uid, digest, since):
    """Path of what a person sent in a school with exactly this content since then, or None."""
    where = (
        concerns.c.school_uid == school_uid,
        concerns.c.reporter == user_id,
        concerns.c.digest == digest,
        concerns.c.raised_at >= since,
    )
    with get_store().reading() as connection:
        return connection.scalar(select(concerns.c.path).where(*where).limit(1))


def unopened(before):
    """Rows of all schools, new still and nobody told of them again, that were raised by then.

    Not limited to a person.
    """
    where = (
        concerns.c.state == "new",
        concerns.c.escalated.is_(False),
        concerns.c.raised_at <= before,
    )
    asked = select(concerns).where(*where).order_by(concerns.c.raised_at).limit(MOST)
    with get_store().reading() as connection:
        return _rows(connection, asked)


def unfiled(school_uid, states):
    """Rows of a school in one of `states` that went into no file, oldest first.

    Not limited to a person.
    """
    where = (
        concerns.c.school_uid == school_uid,
        concerns.c.state.in_(list(states)),
        concerns.c.file_uid == "",
    )
    asked = select(concerns).where(*where).order_by(concerns.c.raised_at, concerns.c.uid)
    with get_store().reading() as connection:
        return _rows(connection, asked.limit(MOST))


def of_school(school_uid):
    """Every row of a school, in no order. Not limited to a person."""
    with get_store().reading() as connection:
        return _rows(connection, select(concerns).where(concerns.c.school_uid == school_uid))


def paths_in_file(file_uid):
    """Paths of all that went into a file. Not limited to a person."""
    asked = select(concerns.c.path).where(concerns.c.file_uid == file_uid).order_by(concerns.c.path)
    with get_store().reading() as connection:
        return list(connection.scalars(asked))


def files_barring(user_id):
    """`FileRow`s of the files a person is barred from. Not limited to a person."""
    asked = (
        select(files)
        .join(barriers, barriers.c.file_uid == files.c.uid)
        .where(barriers.c.user_id == user_id)
    )
    with get_store().reading() as connection:
        return [file_row(row) for row in connection.execute(asked).mappings()]


def _read_by(connection, who):
    sight = look(connection, who)
    schools = sorted({school_uid for school_uid, _type, _state in sight.kinds})
    if not schools:
        return false()
    readable = concerns.c.school_uid.in_(schools)
    if sight.barred:
        readable = readable & concerns.c.file_uid.not_in(sorted(sight.barred))
    return readable


def _rows(connection, asked):
    return [
        ConcernRow(**{name: row[name] for name in _NAMES})
        for row in connection.execute(asked).mappings()
    ]
