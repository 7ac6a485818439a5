"""Tables of retention: what falls due when, so that nothing has to walk through the files."""

from ..sql.tables import metadata
from ..sql.types import DayOrLast
from ..sql.types import Json
from ..sql.types import Words
from sqlalchemy import Boolean
from sqlalchemy import Column
from sqlalchemy import Index
from sqlalchemy import Table


def _words(name, **options):
    return Column(name, Words, nullable=False, **options)


# One row for each file that is not open: how long it is kept, by which version of the schedule.
# A day that is not known, or never comes, is the last one there is.
kept = Table(
    "retention",
    metadata,
    _words("file_uid", primary_key=True),
    _words("school_uid"),
    _words("portal_type"),
    _words("state"),
    _words("file_class"),
    _words("rule"),
    Column("keep_until", DayOrLast, nullable=False),
    Column("disposal_from", DayOrLast, nullable=False),
    Column("review_on", DayOrLast, nullable=False),
    Column("permanent", Boolean(create_constraint=False), nullable=False),
    _words("missing"),
    _words("version"),
    # what it was reckoned from: another schedule can be tried without opening a single file
    Column("facts", Json, nullable=False),
    Column("longer", DayOrLast, nullable=False),
    Index("retention_due", "school_uid", "state", "disposal_from", "file_uid"),
    Index("retention_review", "school_uid", "review_on"),
    Index("retention_version", "school_uid", "version"),
)

# Which files have another file as a brother or sister: whose dates change with that one's.
families = Table(
    "families",
    metadata,
    _words("file_uid", primary_key=True),
    _words("sibling_uid", primary_key=True),
    Index("families_sibling", "sibling_uid"),
)
