"""Records that were given to somebody by themselves: by person, by file, by day.

Found from the grants, whatever the number of records in a file. None of this is limited to what
anyone may see, but for `shared_with`: the caller says no more than the asking person may know.
"""

from ..index.rows import RECORD
from ..index.rows import RecordRow
from ..index.stored import record_row
from ..index.tables import grants
from ..index.tables import items
from ..index.tables import scopes
from ..sql.engine import get_store
from ..sql.types import Moment
from .sight import AS_WHOM
from .sight import look
from dataclasses import dataclass
from datetime import datetime
from sqlalchemy import bindparam
from sqlalchemy import select


@dataclass(frozen=True)
class Given:
    """A grant on one record that was not taken back; it may be over by the clock (`ends`)."""

    grant_id: str
    user_id: str
    ends: datetime | None
    record: RecordRow


_GIVEN = (
    select(
        grants.c.grant_id,
        grants.c.user_id.label("given_to"),
        grants.c.ends,
        *items.c,
    )
    .join(scopes, scopes.c.id == grants.c.scope_id)
    .join(items, items.c.scope_id == scopes.c.id)
    .where(scopes.c.kind == RECORD)
    .order_by(grants.c.ends, grants.c.grant_id)
)
_TO_PERSON = _GIVEN.where(grants.c.user_id.in_(AS_WHOM))
_ENDED = _GIVEN.where(grants.c.ends <= bindparam("now", type_=Moment))
_ALONE = (
    select(items)
    .join(scopes, scopes.c.id == items.c.scope_id)
    .where(scopes.c.kind == RECORD, scopes.c.file_uid == bindparam("file_uid"))
    .order_by(items.c.happened_at.desc(), items.c.uid)
)


def given_to(user_id):
    """`Given`s of a person and of the named teams they are in, those that are over too."""
    return _found(_TO_PERSON, {"user_id": user_id}) if user_id else []


def ended(now):
    """`Given`s that were over by then and were not taken back."""
    return _found(_ENDED, {"now": now})


def shared_with(who):
    """`Given`s of records that `who` may see now by such a grant."""
    with get_store().reading() as connection:
        sight = look(connection, who)
        if not sight.granted:
            return []
        asked = {"user_id": who.user_id}
        rows = connection.execute(_TO_PERSON, asked).all()
    return [
        _given(row)
        for row in rows
        if row.scope_id in sight.granted and (row.ends is None or row.ends > who.now)
    ]


def records_alone(file_uid):
    """`RecordRow`s of a file's records that ever were given by themselves, the newest first."""
    with get_store().reading() as connection:
        rows = connection.execute(_ALONE, {"file_uid": file_uid}).all()
    return [record_row(row) for row in rows]


def _found(statement, asked):
    with get_store().reading() as connection:
        return [_given(row) for row in connection.execute(statement, asked)]


def _given(row):
    return Given(row.grant_id, row.given_to, row.ends, record_row(row))
