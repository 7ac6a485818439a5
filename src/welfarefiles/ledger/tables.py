"""The tables of the ledger. `sql/migrations` creates them, with the triggers that guard them."""

from ..sql.tables import APPEND_ONLY
from ..sql.tables import metadata
from ..sql.types import Number
from ..sql.types import Words
from .entry import COLUMNS
from sqlalchemy import Column
from sqlalchemy import Index
from sqlalchemy import Table
from sqlalchemy import text


def _words(name):
    return Column(name, Words, nullable=False)


def _number(name, **options):
    return Column(name, Number, autoincrement=False, nullable=False, **options)


# One row for each entry. Everything but its number is text, so that what was hashed is what is
# stored, letter for letter, on every database.
ledger = Table(
    "ledger",
    metadata,
    _number("number", primary_key=True),
    *[_words(name) for name in COLUMNS[1:]],
    Index("ledger_file", "file_uid", "number"),
    Index("ledger_person", "person", "number"),
    Index("ledger_school", "school_uid", "number"),
    Index("ledger_school_kind", "school_uid", "kind", "number"),
    Index("ledger_school_moment", "school_uid", "moment"),
    Index(
        "ledger_once",
        "once",
        unique=True,
        sqlite_where=text("once <> ''"),
        postgresql_where=text("once <> ''"),
    ),
    info=APPEND_ONLY,
)

# What is left of an entry that was sealed away: enough for the chain, nothing of what it said.
skeletons = Table(
    "ledger_skeletons",
    metadata,
    _number("number", primary_key=True),
    *[_words(name) for name in ("moment", "kind", "digest", "hash")],
    _number("seal"),
    Index("ledger_skeletons_seal", "seal"),
    info=APPEND_ONLY,
)
