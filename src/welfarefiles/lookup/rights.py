"""Questions about grants themselves: what somebody holds, what comes up for review.

Found by the person or the day, whatever the number of files and records.
"""

from ..index.tables import barriers
from ..index.tables import files
from ..index.tables import grants
from ..index.tables import scopes
from ..sql.engine import get_store
from ..sql.types import Moment
from .seen import scopes_seen
from .sight import AS_WHOM
from .sight import look
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC
from sqlalchemy import bindparam
from sqlalchemy import select


@dataclass(frozen=True, kw_only=True)
class HeldGrant:
    """A grant that is not over, and the file it is on or in.

    :param user_id: a person's, or a named team's.
    :param kind: of its scope (`rows.Scope`); `scope_uid` is the record's where it is on one record.
    """

    grant_id: str
    user_id: str
    role: str
    starts: datetime
    ends: datetime | None
    review_on: date | None
    scope_uid: str
    kind: str
    file_uid: str
    school_uid: str
    portal_type: str
    state: str
    reference: str
    path: str


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_GRANT = (grants.c.grant_id, grants.c.user_id, grants.c.role, grants.c.starts, grants.c.ends)
_PLACE = (scopes.c.uid.label("scope_uid"), scopes.c.kind, scopes.c.file_uid)
_FILE = (files.c.school_uid, files.c.portal_type, files.c.state, files.c.reference, files.c.path)
_HELD = (
    select(*_GRANT, grants.c.review_on, *_PLACE, *_FILE)
    .join(scopes, scopes.c.id == grants.c.scope_id)
    .join(files, files.c.uid == scopes.c.file_uid)
    .where(grants.c.ends > bindparam("now", type_=Moment))
    .order_by(files.c.reference, grants.c.grant_id)
)
_ON_FILE = _HELD.where(scopes.c.file_uid == bindparam("file_uid"))
_OF_PERSON = _HELD.where(grants.c.user_id.in_(AS_WHOM))


def held_by(user_id, now=None):
    """`HeldGrant`s of a person and of the named teams they are in, those that begin later too.

    Without `now` also those that have ended and were not taken back. Not limited to what anyone may
    see: the caller says no more than the asking person may know.
    """
    if not user_id:
        return []
    with get_store().reading() as connection:
        given = {"user_id": user_id, "now": now or _LONG_AGO}
        found = connection.execute(_OF_PERSON, given).mappings()
        return [HeldGrant(**row) for row in found]


def held_on(file_uid, now):
    """`HeldGrant`s on a file, its sections and its records, whoever asks."""
    with get_store().reading() as connection:
        found = connection.execute(_ON_FILE, {"file_uid": file_uid, "now": now}).mappings()
        return [HeldGrant(**row) for row in found]


def to_review(who, visibility, until, limit=50):
    """`HeldGrant`s on files where a role of ``who`` is in ``visibility``, with a review by then.

    The most overdue first. `visibility` as in `Who`: of the permission to decide about them.
    """
    with get_store().reading() as connection:
        sight = look(connection, who, visibility)
        if not sight:
            return []
        due = _HELD.where(grants.c.review_on <= until, scopes_seen(sight))
        due = due.order_by(None).order_by(grants.c.review_on, grants.c.grant_id).limit(limit)
        found = connection.execute(due, {"now": who.now}).mappings()
        return [HeldGrant(**row) for row in found]


def all_to_review(now, until):
    """`HeldGrant`s not over with a review on or before a day, of every school."""
    due = _HELD.where(grants.c.review_on <= until)
    with get_store().reading() as connection:
        return [HeldGrant(**row) for row in connection.execute(due, {"now": now}).mappings()]


def files_barred(user_id):
    """UIDs of the files a barrier stands before, whatever else the person has or has not."""
    asked = select(barriers.c.file_uid).where(barriers.c.user_id == user_id)
    with get_store().reading() as connection:
        return frozenset(connection.scalars(asked))


def files_of_reference(reference):
    """Paths of the files of a reference, whoever asks: at most one in a portal."""
    with get_store().reading() as connection:
        return list(connection.scalars(select(files.c.path).where(files.c.reference == reference)))
