"""The tables of the index. `sql/migrations` creates them; a test compares the two."""

from ..sql.tables import metadata
from ..sql.types import DayOrFirst
from ..sql.types import DayOrLast
from ..sql.types import Json
from ..sql.types import Moment
from ..sql.types import MomentOrNever
from ..sql.types import Number
from ..sql.types import Words
from sqlalchemy import Boolean
from sqlalchemy import Column
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy import Table
from sqlalchemy import UniqueConstraint


def _words(name, **options):
    return Column(name, Words, nullable=False, **options)


def _yes_no(name):
    return Column(name, Boolean(create_constraint=False), nullable=False)


schools = Table(
    "schools",
    metadata,
    _words("uid", primary_key=True),
    _words("path"),
    _words("title"),
    _words("revision"),
)

# One number for each kind of file of a school. A scope's number begins with its block's number, so
# that all texts of a block stand together and can be searched without touching any other text.
blocks = Table(
    "blocks",
    metadata,
    Column("id", Integer, primary_key=True),
    _words("school_uid"),
    _words("portal_type"),
    UniqueConstraint("school_uid", "portal_type", name="blocks_kind"),
)

# What rights are given on: a file, its restricted section, one shared record.
scopes = Table(
    "scopes",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    _words("uid", unique=True),
    _words("kind"),
    _words("file_uid"),
    _words("school_uid"),
    _words("portal_type"),
    _words("state"),
    Index("scopes_visible", "school_uid", "portal_type", "state", "id"),
    Index("scopes_file", "file_uid"),
)

teams = Table(
    "teams",
    metadata,
    _words("school_uid", primary_key=True),
    _words("user_id", primary_key=True),
    _words("role", primary_key=True),
    _words("portal_type", primary_key=True),
    Column("starts", DayOrFirst, primary_key=True, nullable=False),
    Column("ends", DayOrLast, primary_key=True, nullable=False),
    Index("teams_user", "user_id"),
)

grants = Table(
    "grants",
    metadata,
    Column("scope_id", Number, primary_key=True, autoincrement=False),
    _words("grant_id", primary_key=True),
    _words("user_id"),
    _words("role"),
    Column("starts", Moment, nullable=False),
    Column("ends", MomentOrNever, nullable=False),
    Column("review_on", DayOrLast, nullable=False),
    Index("grants_user", "user_id"),
    Index("grants_review", "review_on"),
)

# Who is in which named team of persons: a grant's `user_id` may be a team's.
members = Table(
    "members",
    metadata,
    _words("school_uid", primary_key=True),
    _words("team_id", primary_key=True),
    _words("user_id", primary_key=True),
    Index("members_user", "user_id"),
)

barriers = Table(
    "barriers",
    metadata,
    _words("file_uid", primary_key=True),
    _words("user_id", primary_key=True),
    Index("barriers_user", "user_id"),
)

# The register. Columns a person can sort by are never NULL: pages continue by comparing values.
files = Table(
    "files",
    metadata,
    _words("uid", primary_key=True),
    Column("scope_id", Number, nullable=False),
    _words("school_uid"),
    _words("portal_type"),
    _words("state"),
    _words("path"),
    _words("reference"),
    _words("given_name"),
    _words("family_name"),
    _words("known_as"),
    # names of parents and carers, one a line
    _words("carers"),
    _words("sort_name"),
    _words("find_key"),
    Column("date_of_birth", DayOrLast, nullable=False),
    _words("year_group"),
    Column("year_order", Integer, nullable=False),
    _words("class_group"),
    _words("reasons"),
    _words("markers"),
    _words("consent"),
    Column("consent_date", DayOrLast, nullable=False),
    _words("leader"),
    _yes_no("separate_cp_file"),
    Column("next_review", DayOrLast, nullable=False),
    Column("last_reviewed", DayOrLast, nullable=False),
    Column("opened_on", DayOrLast, nullable=False),
    Column("closed_on", DayOrLast, nullable=False),
    Column("volume", Integer, nullable=False),
    _words("upn"),
    _words("child_key"),
    Column("unique_key", Words, nullable=True, unique=True),
    _words("revision"),
    # has all that is counted, so that counting reads no name
    Index(
        "files_facets",
        "school_uid",
        "portal_type",
        "state",
        "year_group",
        "leader",
        "consent",
        "reasons",
        "markers",
        "class_group",
        "separate_cp_file",
        "next_review",
        "uid",
    ),
    Index("files_by_name", "school_uid", "sort_name", "uid"),
    Index("files_by_review", "school_uid", "next_review", "uid"),
    Index("files_by_reference", "reference"),
    Index("files_upn", "school_uid", "upn"),
    Index("files_child", "school_uid", "child_key"),
    Index("files_path", "path"),
)

# With what each way to write a child's given names begins: whom the words of a text may mean.
names = Table(
    "names",
    metadata,
    _words("piece", primary_key=True),
    _words("file_uid", primary_key=True),
    Index("names_file", "file_uid"),
)

# Every file and every record once: chronology, lists, the way from uid to path.
items = Table(
    "items",
    metadata,
    _words("uid", primary_key=True),
    Column("scope_id", Number, nullable=False),
    _words("file_uid"),
    _words("school_uid"),
    _words("portal_type"),
    _words("state"),
    _words("path"),
    _words("title"),
    _words("heading"),
    _words("extract"),
    _words("kind"),
    _words("author"),
    Column("happened_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("signed_at", MomentOrNever, nullable=False),
    _yes_no("has_file"),
    Column("volume", Integer, nullable=False),
    Column("details", Json, nullable=False),
    Column("text_id", Number, nullable=True),
    _words("revision"),
    Index("items_file", "file_uid", "happened_at", "uid"),
    Index("items_scope", "scope_id", "happened_at", "uid"),
    Index("items_school", "school_uid", "happened_at", "uid"),
    Index("items_moment", "happened_at", "uid"),
    Index("items_path", "path"),
    Index("items_text", "text_id"),
)

dues = Table(
    "dues",
    metadata,
    _words("uid", primary_key=True),
    _words("what", primary_key=True),
    Column("scope_id", Number, nullable=False),
    _words("file_uid"),
    _words("school_uid"),
    Column("due_at", Moment, nullable=False),
    _yes_no("timed"),
    _words("calendar"),
    _words("sentence"),
    _words("responsible"),
    Index("dues_school", "school_uid", "due_at", "uid", "what"),
    Index("dues_scope", "scope_id", "due_at"),
    Index("dues_file", "file_uid"),
    Index("dues_responsible", "responsible", "due_at"),
)

# What members of staff raised, for leads; outside the scopes, because nothing is granted on it.
concerns = Table(
    "concerns",
    metadata,
    _words("uid", primary_key=True),
    _words("school_uid"),
    _words("kind"),
    _words("state"),
    _words("path"),
    _words("reference"),
    _words("revision"),
    _words("reporter"),
    Column("raised_at", Moment, nullable=False),
    _yes_no("danger"),
    _words("child"),
    _words("pupil"),
    _words("file_uid"),
    _words("assigned_to"),
    _yes_no("escalated"),
    _yes_no("flagged"),
    _words("digest"),
    Index("concerns_inbox", "school_uid", "state", "raised_at"),
    Index("concerns_reporter", "reporter", "raised_at"),
    Index("concerns_pupil", "school_uid", "pupil", "raised_at"),
    Index("concerns_file", "file_uid"),
)

# The words of an object: of its fields, and of its uploaded file. PostgreSQL has one column more,
# `words` (tsvector); SQLite has a full-text table over this one.
texts = Table(
    "texts",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("scope_id", Number, nullable=False),
    _words("uid", unique=True),
    _words("digest"),
    _words("file_digest"),
    _words("file_reason"),
    _words("title"),
    _words("body"),
    _words("file_text"),
    Index("texts_scope", "scope_id"),
)

#: All of them; a database may hold tables of other concerns as well.
TABLES = tuple(found for found in list(globals().values()) if isinstance(found, Table))
