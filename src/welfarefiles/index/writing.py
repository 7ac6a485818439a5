"""Write and erase the rows of one object. Everything here runs inside a write transaction."""

from . import stored
from . import texts as text_rows
from .rows import ConcernRows
from .rows import FileRows
from .rows import RecordRows
from .rows import RESTRICTED
from .rows import SchoolRows
from .scopes import scope_id
from .scopes import UNKNOWN
from .tables import barriers
from .tables import concerns
from .tables import dues
from .tables import files
from .tables import grants
from .tables import items
from .tables import members
from .tables import names
from .tables import schools
from .tables import scopes
from .tables import teams
from .tables import texts
from .upserts import upsert
from functools import singledispatch
from sqlalchemy import and_
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import literal
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update


@singledispatch
def write(rows, text, connection):
    """Make an object's stored rows equal to `rows`; `text` is its `ReadText`, None of a school."""
    raise TypeError(f"not rows of the index: {type(rows).__name__}")


@write.register
def write_school(rows: SchoolRows, text, connection):
    values = {"uid": rows.uid, "path": rows.path, "title": rows.title, "revision": rows.revision}
    upsert(connection, schools, [values])
    team = [vars(row) | {"school_uid": rows.uid} for row in rows.team]
    replace(connection, teams, teams.c.school_uid == rows.uid, team)
    of_teams = [vars(row) | {"school_uid": rows.uid} for row in rows.members]
    replace(connection, members, members.c.school_uid == rows.uid, of_teams)


@write.register
def write_file(rows: FileRows, text, connection):
    number = scope_id(connection, rows.scope)
    numbers = {"": number, rows.uid: number}
    numbers |= {scope.uid: scope_id(connection, scope) for scope in rows.scopes}
    _write_state(connection, rows)
    _write_rights(connection, rows, numbers)
    upsert(connection, files, [stored.file_values(rows.file, number)])
    replace(connection, names, names.c.file_uid == rows.uid, stored.name_values(rows.file))
    upsert(connection, items, [stored.file_item_values(rows.file, number)])
    _write_dues(connection, rows, number, rows.file.school_uid, rows.uid)
    text_rows.link(connection, rows.uid, text_rows.write(connection, rows.uid, number, text))


@write.register
def write_record(rows: RecordRows, text, connection):
    number = scope_id(connection, rows.scope)
    if rows.stands_alone:
        _write_own_rights(connection, rows, number)
    upsert(connection, items, [stored.record_values(rows.record, number)])
    _write_dues(connection, rows, number, rows.scope.school_uid, rows.scope.file_uid)
    text_rows.link(connection, rows.uid, text_rows.write(connection, rows.uid, number, text))
    if rows.scope.kind == RESTRICTED:
        _erase_own_rights(connection, rows.uid)


@write.register
def write_concern(rows: ConcernRows, text, connection):
    upsert(connection, concerns, [vars(rows.concern)])


def _write_state(connection, rows):
    """All scopes of a file are in its state; of one that is new meanwhile, see below."""
    for where in (scopes.c.uid == rows.uid, scopes.c.file_uid == rows.uid):
        changed = and_(where, scopes.c.state != rows.file.state)
        connection.execute(update(scopes).where(changed), {"state": rows.file.state})


def _write_own_rights(connection, rows, number):
    """State and grants of the scope of a record by itself.

    The state is that of the file's row, locked: what the object said may be old by now. Whoever is
    changing it comes before or after, and finds this scope after.
    """
    of_file = select(scopes.c.state).where(scopes.c.uid == rows.scope.file_uid)
    state = connection.scalar(of_file.with_for_update(read=True)) or UNKNOWN
    changed = and_(scopes.c.id == number, scopes.c.state != state)
    connection.execute(update(scopes).where(changed), {"state": state})
    given = [_grant_values(grant, number) for grant in rows.grants]
    replace(connection, grants, grants.c.scope_id == number, given)


def _erase_own_rights(connection, uid):
    """A record in the restricted section was perhaps given to somebody by itself before."""
    own = select(scopes.c.id).where(scopes.c.uid == uid)
    connection.execute(delete(grants).where(grants.c.scope_id.in_(own)))
    connection.execute(delete(scopes).where(scopes.c.uid == uid))


def _write_rights(connection, rows, numbers):
    given = [_grant_values(grant, numbers[grant.scope_uid]) for grant in rows.grants]
    replace(connection, grants, grants.c.scope_id.in_(set(numbers.values())), given)
    barred = [{"file_uid": rows.uid, "user_id": user_id} for user_id in rows.barred]
    replace(connection, barriers, barriers.c.file_uid == rows.uid, barred)


def _grant_values(grant, number):
    values = vars(grant) | {"scope_id": number}
    del values["scope_uid"]
    return values


def _write_dues(connection, rows, number, school_uid, file_uid):
    wanted = [stored.due_values(due, rows, number, school_uid, file_uid) for due in rows.dues]
    replace(connection, dues, dues.c.uid == rows.uid, wanted)


def replace(connection, table, where, wanted):
    """Make the rows of `table` where `where` holds equal to `wanted`; touch only differences."""
    columns = [column.name for column in table.columns]
    have = {tuple(row) for row in connection.execute(select(table).where(where))}
    want = {tuple(row[name] for name in columns): row for row in wanted}
    gone, new = have - want.keys(), [row for key, row in want.items() if key not in have]
    if gone:
        keys = list(table.primary_key)
        places = [columns.index(key.name) for key in keys]
        same = [
            and_(*(_equals(key, row[place]) for key, place in zip(keys, places, strict=True)))
            for row in gone
        ]
        connection.execute(delete(table).where(or_(*same)))
    if new:
        connection.execute(insert(table), new)


def _equals(column, value):
    # not `column == None`, which would ask for NULL: these types store None as a far-away date
    return column == literal(value, column.type)


def erase(connection, uid):
    """Remove every row of object `uid`; of a file, those of its records and rights as well."""
    numbers = connection.scalars(
        select(scopes.c.id).where(or_(scopes.c.file_uid == uid, scopes.c.uid == uid))
    ).all()
    for table in (texts, items, dues):
        connection.execute(
            delete(table).where(or_(table.c.uid == uid, table.c.scope_id.in_(numbers)))
        )
    connection.execute(delete(files).where(files.c.uid == uid))
    connection.execute(delete(names).where(names.c.file_uid == uid))
    connection.execute(delete(concerns).where(concerns.c.uid == uid))
    connection.execute(delete(grants).where(grants.c.scope_id.in_(numbers)))
    connection.execute(delete(barriers).where(barriers.c.file_uid == uid))
    connection.execute(delete(scopes).where(scopes.c.id.in_(numbers)))
    connection.execute(delete(teams).where(teams.c.school_uid == uid))
    connection.execute(delete(members).where(members.c.school_uid == uid))
    connection.execute(delete(schools).where(schools.c.uid == uid))
