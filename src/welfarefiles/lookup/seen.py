"""A person's `Sight` as conditions on the tables."""

from ..index.tables import files
from ..index.tables import scopes
from ..sql.engine import get_store
from ..sql.prepared import Prepared
from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import false
from sqlalchemy import literal
from sqlalchemy import or_
from sqlalchemy import select


# So many scopes are named one by one; of more, each row's scope is looked up.
FEW = 200


def files_seen(sight):
    """Condition on `files`: its own columns say all that is needed."""
    return _seen(sight, files, files.c.scope_id, files.c.uid)


def groups_seen(sight, groups):
    """Condition on files counted in groups by school, type and state, for a sight by team alone."""
    return or_(*_by_kind(sight, groups))


def scopes_seen(sight):
    """Condition on `scopes`."""
    return _seen(sight, scopes, scopes.c.id, scopes.c.file_uid)


def _seen(sight, table, number, file_uid):
    ways = list(_by_kind(sight, table))
    if sight.granted:
        ways.append(number.in_(sorted(sight.granted)))
    if not ways:
        return false()
    seen = or_(*ways)
    return and_(seen, file_uid.not_in(sorted(sight.barred))) if sight.barred else seen


def _by_kind(sight, table):
    """A condition for each school and set of states."""
    for (school_uid, states), portal_types in _by_team(sight).items():
        yield and_(
            table.c.school_uid == school_uid,
            among(table.c.portal_type, portal_types),
            among(table.c.state, states),
        )


def among(column, values):
    """`column.in_(values)` for few values: the statement's text is not made anew for each use."""
    return column.in_([literal(value, column.type) for value in values])


def _by_team(sight):
    """{(school uid, states): portal types}: mostly one for each school, which an index serves."""
    states = {}
    for school_uid, portal_type, state in sorted(sight.kinds):
        states.setdefault((school_uid, portal_type), []).append(state)
    found = {}
    for (school_uid, portal_type), of_type in states.items():
        found.setdefault((school_uid, tuple(of_type)), []).append(portal_type)
    return found


_OF_FILE = Prepared(
    select(
        scopes.c.id, scopes.c.file_uid, scopes.c.school_uid, scopes.c.portal_type, scopes.c.state
    ).where(scopes.c.file_uid == bindparam("file_uid"))
)


def scopes_of_file(connection, sight, file_uid):
    """Numbers of the visible scopes of one file."""
    kept, key = get_store().kept(), (scopes, file_uid)
    if key not in kept:
        kept[key] = _OF_FILE.rows(connection, file_uid=file_uid)
    return [row.id for row in kept[key] if sight.includes(*row)]


def few_scopes(connection, sight):
    """Numbers of all visible scopes; None when a team entry makes them more than `FEW`."""
    if not sight.kinds:
        return sorted(sight.granted)
    some = select(scopes.c.id).where(scopes_seen(sight)).limit(FEW + 1)
    found = sorted(connection.scalars(some))
    return found if len(found) <= FEW else None


def rows_seen(connection, sight, table):
    """Condition on a table of rows that belong to scopes (`items`, `dues`, `texts`)."""
    return rows_in(connection, table, sight, few_scopes(connection, sight))


def rows_in(connection, table, sight, few):
    """The same, when `few` is known already.

    SQLite does as it is told: it starts from few scopes, and of many it walks the rows in order and
    looks up the scope of each until the page is full. PostgreSQL decides by itself.
    """
    if few is not None:
        return table.c.scope_id.in_(few)
    if connection.dialect.name == "sqlite":
        own = scopes.c.id == table.c.scope_id
        return select(scopes.c.id).where(own, scopes_seen(sight)).exists()
    return table.c.scope_id.in_(select(scopes.c.id).where(scopes_seen(sight)))
