"""What is to be done by when."""

from ..index.stored import due
from ..index.tables import dues as due_rows
from ..sql.engine import get_store
from ..sql.prepared import Prepared
from .pages import EMPTY
from .pages import first_page
from .pages import listed
from .pages import MOST
from .seen import rows_seen
from .seen import scopes_of_file
from .sight import look
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import select


_ORDER = (due_rows.c.due_at, due_rows.c.uid, due_rows.c.what)
# Made once, because every page of a file asks it.
_OF_FILE = Prepared(
    select(due_rows)
    .where(due_rows.c.file_uid == bindparam("file_uid"))
    .where(due_rows.c.scope_id.in_(bindparam("numbers", expanding=True)))
    .order_by(*_ORDER)
    .limit(MOST)
)


def dues(
    who, school_uid=None, file_uid=None, responsible=None, until=None, what=(), after=None, limit=50
):
    """A `Page` of `Due`, the most pressing first, of files that `who` may see.

    `until`: only what is due by then (an aware date-time). `responsible`: only this user's.
    """
    with get_store().reading() as connection:
        seen = look(connection, who)
        if not seen:
            return EMPTY
        if file_uid and not (school_uid or responsible or until or what or after):
            given = {"file_uid": file_uid, "numbers": scopes_of_file(connection, seen, file_uid)}
            return first_page(connection, _OF_FILE, given, _ORDER, limit, due)
        where = _conditions(connection, seen, school_uid, file_uid, responsible, until, what)
        return listed(connection, select(due_rows).where(*where), _ORDER, False, after, limit, due)


def responsible_people(until):
    """Ids of those who have something to do by then, in any file. Not limited to a person."""
    wanted = select(due_rows.c.responsible).where(
        due_rows.c.due_at <= until, due_rows.c.responsible != ""
    )
    with get_store().reading() as connection:
        return sorted(connection.scalars(wanted.distinct()))


def dues_of_school(school_uid, what):
    """Every `Due` of one kind in a school, the oldest first. The caller checks by itself."""
    wanted = select(due_rows).where(due_rows.c.school_uid == school_uid, due_rows.c.what == what)
    with get_store().reading() as connection:
        rows = connection.execute(wanted.order_by(*_ORDER)).all()
    return [due(row) for row in rows]


def count_dues(who, school_uid=None, file_uid=None, responsible=None, until=None, what=()):
    """Number of what `dues` would list."""
    with get_store().reading() as connection:
        seen = look(connection, who)
        if not seen:
            return 0
        where = _conditions(connection, seen, school_uid, file_uid, responsible, until, what)
        return connection.scalar(select(func.count()).select_from(due_rows).where(*where))


def _conditions(connection, seen, school_uid, file_uid, responsible, until, what):
    if file_uid:
        yield due_rows.c.file_uid == file_uid
        yield due_rows.c.scope_id.in_(scopes_of_file(connection, seen, file_uid))
    else:
        seen = seen.of_school(school_uid) if school_uid else seen
        yield rows_seen(connection, seen, due_rows)
    if school_uid:
        yield due_rows.c.school_uid == school_uid
    if responsible:
        yield due_rows.c.responsible == responsible
    if until is not None:
        yield due_rows.c.due_at <= until
    if what:
        yield due_rows.c.what.in_(list(what))
