"""The rows an object should have and the rows it has, in one form, so that they can be compared."""

from ..index import stored
from ..index import texts as text_rows
from ..index.rows import ConcernRows
from ..index.rows import FileRows
from ..index.rows import RECORD
from ..index.rows import SchoolRows
from ..index.tables import barriers
from ..index.tables import concerns
from ..index.tables import dues
from ..index.tables import files
from ..index.tables import grants
from ..index.tables import items
from ..index.tables import members
from ..index.tables import names
from ..index.tables import schools
from ..index.tables import scopes
from ..index.tables import teams
from ..index.tables import texts
from ..index.words import plain
from ..sql.types import clean
from collections import defaultdict
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import text

import json


# {part: set of rows}, a row being a frozenset of (column, value); the names stand in differences
PARTS = (
    "school",
    "team",
    "members",
    "file",
    "names",
    "item",
    "scope",
    "grants",
    "barriers",
    "dues",
    "text",
    "concern",
)


def _row(values, scope_uid=None, without=()):
    kept = {name: value for name, value in values.items() if name not in without}
    if "scope_id" in kept:
        kept["scope_id"] = scope_uid
    if "details" in kept:
        kept["details"] = json.dumps(kept["details"], sort_keys=True)
    return frozenset((name, clean(value)) for name, value in kept.items())


def expected(rows):
    """The parts that the computed `rows` of an object ask for."""
    parts = {part: set() for part in PARTS}
    if isinstance(rows, SchoolRows):
        names = ("uid", "path", "title", "revision")
        parts["school"] = {_row({name: getattr(rows, name) for name in names})}
        parts["team"] = {_row(vars(row) | {"school_uid": rows.uid}) for row in rows.team}
        parts["members"] = {_row(vars(row) | {"school_uid": rows.uid}) for row in rows.members}
        return parts
    if isinstance(rows, ConcernRows):
        parts["concern"] = {_row(vars(rows.concern))}
        return parts
    scope, record = rows.scope, getattr(rows, "record", None)
    if isinstance(rows, FileRows):
        parts |= _expected_of_file(rows)
    else:
        parts["item"] = {_row(stored.record_values(record, 0), scope.uid)}
        if rows.stands_alone:
            parts["scope"] = {_row(vars(scope) | {"state": rows.file_state})}
            parts["grants"] = _expected_grants(rows)
    where = (0, scope.school_uid, scope.file_uid)
    parts["dues"] = {_row(stored.due_values(due, rows, *where), scope.uid) for due in rows.dues}
    parts["text"] = {_expected_text(rows.text, scope.uid)}
    return parts


def _expected_of_file(rows):
    state = {"state": rows.file.state}
    return {
        "file": {_row(stored.file_values(rows.file, 0), rows.uid)},
        "names": {_row(row) for row in stored.name_values(rows.file)},
        "item": {_row(stored.file_item_values(rows.file, 0), rows.uid)},
        "scope": {_row(vars(scope) | state) for scope in (rows.scope, *rows.scopes)},
        "grants": _expected_grants(rows),
        "barriers": {_row({"file_uid": rows.uid, "user_id": user}) for user in rows.barred},
    }


def _expected_grants(rows):
    given = [vars(grant) | {"scope_id": 0} for grant in rows.grants]
    return {_row(row, row["scope_uid"] or rows.uid, ["scope_uid"]) for row in given}


def _expected_text(given, scope_uid):
    file_digest = given.file.digest if given.file else ""
    values = {"digest": text_rows.digest_of(given), "file_digest": file_digest, "whole": True}
    return _row(values | {"scope_id": 0}, scope_uid)


def found(connection, uids):
    """{uid: parts} as they are stored, for a batch of objects."""
    have = defaultdict(lambda: {part: set() for part in PARTS})
    reader = _Reader(connection, uids)
    for part, table, key, without in _TABLES:
        for row, scope_uid in reader.rows(table, key):
            have[row[key]][part].add(_row(row, scope_uid, without))
    for row in reader.scopes():
        have[_owner(row)]["scope"].add(_row(row, None, ["id"]))
    for row, scope_uid in reader.grants():
        owner = _owner(row | {"uid": scope_uid})
        have[owner]["grants"].add(_row(row, scope_uid, ["file_uid", "kind"]))
    for uid, row in reader.texts():
        have[uid]["text"].add(row)
    return have


def _owner(scope):
    """UID of the object whose rows a scope and the grants on it are."""
    return scope["uid"] if scope["kind"] == RECORD else scope["file_uid"]


_TABLES = (
    ("school", schools, "uid", ()),
    ("team", teams, "school_uid", ()),
    ("members", members, "school_uid", ()),
    ("file", files, "uid", ()),
    ("concern", concerns, "uid", ()),
    ("item", items, "uid", ["text_id"]),
    ("names", names, "file_uid", ()),
    ("barriers", barriers, "file_uid", ()),
    ("dues", dues, "uid", ()),
)


class _Reader:
    def __init__(self, connection, uids):
        self.connection = connection
        self.uids = list(uids)

    def rows(self, table, key):
        """(row, uid of its scope) of a table whose column `key` is one of the uids."""
        statement = select(table).where(table.c[key].in_(self.uids))
        if "scope_id" not in table.c:
            return [(dict(row), None) for row in self.connection.execute(statement).mappings()]
        return self._with_scope(statement.add_columns(scopes.c.uid.label("scope_uid")), table)

    def scopes(self):
        """Scopes of the files and records among the uids."""
        statement = select(scopes).where(self._is_owned())
        return list(map(dict, self.connection.execute(statement).mappings()))

    def grants(self):
        """(row, uid of its scope) of the grants on those scopes."""
        more = (scopes.c.file_uid, scopes.c.kind, scopes.c.uid.label("scope_uid"))
        return self._with_scope(select(*grants.c, *more).where(self._is_owned()), grants)

    def _is_owned(self):
        of_file = and_(scopes.c.kind != RECORD, scopes.c.file_uid.in_(self.uids))
        return or_(of_file, and_(scopes.c.kind == RECORD, scopes.c.uid.in_(self.uids)))

    def _with_scope(self, statement, table):
        join = table.outerjoin(scopes, scopes.c.id == table.c.scope_id)
        rows = map(dict, self.connection.execute(statement.select_from(join)).mappings())
        return [(row, row.pop("scope_uid")) for row in rows]

    def texts(self):
        """(uid, row): digests of what is really there, and whether all is in its place."""
        statement = select(*texts.c, items.c.text_id, scopes.c.uid.label("scope_uid"))
        join = texts.outerjoin(items, items.c.uid == texts.c.uid).outerjoin(
            scopes, scopes.c.id == texts.c.scope_id
        )
        statement = statement.select_from(join).where(texts.c.uid.in_(self.uids))
        for row in self.connection.execute(statement):
            linked = row.text_id == row.id and row.digest == text_rows.digest_of(row)
            whole = linked and self._is_searchable(row)
            values = {"digest": row.digest, "file_digest": row.file_digest, "whole": whole}
            yield row.uid, _row(values | {"scope_id": 0}, row.scope_uid)

    def _is_searchable(self, row):
        if self.connection.dialect.name == "sqlite":
            return (
                row.id >> text_rows.TEXT_BITS == row.scope_id
            )  # the rest: `check.text_index_whole`
        same = text("SELECT words = to_tsvector('welfarefiles', :words) FROM texts WHERE id = :id")
        given = {"words": plain(row.title, row.body, row.file_text), "id": row.id}
        return self.connection.scalar(same, given)


def stored_file_uid(connection, uid):
    """UID of the file an object with rows is or is in; "" of a school, and when nothing says it."""
    of_item = connection.scalar(select(items.c.file_uid).where(items.c.uid == uid))
    of_due = connection.scalar(select(dues.c.file_uid).where(dues.c.uid == uid).limit(1))
    is_file = connection.scalar(select(scopes.c.id).where(scopes.c.file_uid == uid).limit(1))
    return of_item or of_due or (uid if is_file is not None else "")


def stored_paths(connection):
    """{uid: path} of every object that has a row of any kind; path "" when no row says it."""
    known = {}
    keys = (
        scopes.c.file_uid,
        barriers.c.file_uid,
        teams.c.school_uid,
        members.c.school_uid,
        dues.c.uid,
        texts.c.uid,
    )
    for key in keys:
        known |= dict.fromkeys(connection.scalars(select(key).distinct()), "")
    for table in (files, items, schools, concerns):
        known |= dict(connection.execute(select(table.c.uid, table.c.path)).tuples().all())
    return known


def stray_grants(connection):
    """Number of grants on scopes that do not exist."""
    missing = grants.c.scope_id.not_in(select(scopes.c.id))
    return connection.scalar(select(func.count()).select_from(grants).where(missing))
