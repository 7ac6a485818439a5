"""One row for each form somebody began: sealed, theirs alone, for two weeks at the most.

In the SQL store and not among the objects: keeping it is one short write, no commit of the object
database and no entry in the ledger, however often somebody stops typing. It is in no index.
A form that was saved leaves an empty row for a day, so that nothing still on its way from the
browser comes after it.
"""

from ..accounts import clock
from ..accounts.sealing import seal
from ..accounts.sealing import SealBroken
from ..accounts.sealing import unseal
from ..index.upserts import upsert
from ..sql.engine import get_store
from ..sql.tables import metadata
from ..sql.types import Moment
from ..sql.types import Words
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from sqlalchemy import and_
from sqlalchemy import Column
from sqlalchemy import delete
from sqlalchemy import Index
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import Table
from sqlalchemy import Text
from sqlalchemy import update

import json


KEPT_FOR = timedelta(days=14)
SAVED_FOR = timedelta(days=1)
#: Characters of one form as JSON, and forms of one person; of more the oldest go.
LONGEST = 500_000
MOST = 50
SAVED = ""

kept_drafts = Table(
    "kept_drafts",
    metadata,
    Column("user_id", Words, primary_key=True),
    Column("place", Words, primary_key=True),
    Column("form", Words, primary_key=True),
    Column("token", Words, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("kept", Moment, nullable=False),
    Index("kept_drafts_place", "place"),
    Index("kept_drafts_kept", "kept"),
)
columns = kept_drafts.c


class TooLong(ValueError):
    """More than is kept of one form."""


@dataclass(frozen=True)
class Key:
    """Whose form it is, where it stands (path of its context, name), and which of several."""

    user_id: str
    place: str
    form: str
    token: str

    @property
    def row(self):
        return and_(*(column == getattr(self, column.name) for column in kept_drafts.primary_key))


@dataclass(frozen=True)
class Draft:
    """A form that somebody began; `kept` is aware."""

    key: Key
    kept: datetime


def keep(key, fields):
    """Keep the fields (texts and lists of texts); when, or None: the form was saved already.

    Raises `TooLong`.
    """
    said = json.dumps(fields)
    if len(said) > LONGEST:
        raise TooLong
    values = {"sealed": seal(said), "kept": clock.now()}
    with get_store().writing() as connection:
        before = connection.scalar(select(columns.sealed).where(key.row))
        if before == SAVED:
            return None
        if before is None:
            connection.execute(insert(kept_drafts).values(**vars(key), **values))
            _make_room(connection, key.user_id)
        else:
            connection.execute(update(kept_drafts).where(key.row).values(**values))
    return values["kept"]


def _make_room(connection, user_id):
    """Let go of a person's oldest."""
    mine = columns.user_id == user_id
    newest = select(columns.kept).where(mine).order_by(columns.kept.desc())
    oldest = connection.scalar(newest.offset(MOST - 1).limit(1))
    if oldest is not None:
        connection.execute(delete(kept_drafts).where(mine, columns.kept < oldest))


def give(key):
    """The fields of a form, and when they were kept; None where there are none."""
    query = select(columns.sealed, columns.kept).where(key.row, *_is_there())
    with get_store().reading() as connection:
        row = connection.execute(query).first()
    try:
        return (json.loads(unseal(row.sealed)), row.kept) if row else None
    except SealBroken:
        return None


def drafts_of(user_id, place=None, form=None):
    """The `Draft`s of a person, newest first; with `place` and `form` only those of one form."""
    asked = [columns.user_id == user_id, *_is_there()]
    if place is not None:
        asked += [columns.place == place, columns.form == form]
    query = select(kept_drafts).where(*asked).order_by(columns.kept.desc(), columns.token)
    with get_store().reading() as connection:
        rows = connection.execute(query).all()
    return [Draft(Key(row.user_id, row.place, row.form, row.token), row.kept) for row in rows]


def _is_there():
    return columns.sealed != SAVED, columns.kept > clock.now() - KEPT_FOR


def forget(connection, key):
    """It is saved: nothing of it stays, and nothing is kept of it any more."""
    upsert(connection, kept_drafts, [vars(key) | {"sealed": SAVED, "kept": clock.now()}])


def throw_away(key):
    """The person does not want it; whether there was anything."""
    with get_store().writing() as connection:
        return bool(connection.execute(delete(kept_drafts).where(key.row, *_is_there())).rowcount)


def destroy(connection, place):
    """Nothing of anybody's stays that was begun in a file or within it."""
    within = columns.place.startswith(f"{place}/", autoescape=True)
    connection.execute(delete(kept_drafts).where(or_(columns.place == place, within)))


def sweep():
    """Let go of what is too old; how many rows."""
    with get_store().writing() as connection:
        return connection.execute(delete(kept_drafts).where(_is_old())).rowcount


def needs_sweeping():
    """Whether anything is too old."""
    with get_store().reading() as connection:
        return (
            connection.execute(select(columns.kept).where(_is_old()).limit(1)).first() is not None
        )


def _is_old():
    now = clock.now()
    saved = and_(columns.sealed == SAVED, columns.kept < now - SAVED_FOR)
    return or_(columns.kept < now - KEPT_FOR, saved)
