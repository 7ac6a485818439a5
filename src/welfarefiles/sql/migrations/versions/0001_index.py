"""The index: scopes and rights, register, items, dues, full text."""

from alembic import op

import sqlalchemy as sa


revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE_TEXT = (
    """CREATE VIRTUAL TABLE texts_fts USING fts5(
       title, body, file_text, content='texts', content_rowid='id',
       tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN
       INSERT INTO texts_fts(rowid, title, body, file_text)
       VALUES (new.id, new.title, new.body, new.file_text);
       END""",
    """CREATE TRIGGER texts_removed AFTER DELETE ON texts BEGIN
       INSERT INTO texts_fts(texts_fts, rowid, title, body, file_text)
       VALUES ('delete', old.id, old.title, old.body, old.file_text);
       END""",
    """CREATE TRIGGER texts_changed AFTER UPDATE OF id, title, body, file_text ON texts BEGIN
       INSERT INTO texts_fts(texts_fts, rowid, title, body, file_text)
       VALUES ('delete', old.id, old.title, old.body, old.file_text);
       INSERT INTO texts_fts(rowid, title, body, file_text)
       VALUES (new.id, new.title, new.body, new.file_text);
       END""",
)

# English stems but no stop words: "Will" and "May" are children's names
POSTGRESQL_TEXT = (
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    "CREATE TEXT SEARCH DICTIONARY welfarefiles_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION welfarefiles (COPY = pg_catalog.simple)",
    """ALTER TEXT SEARCH CONFIGURATION welfarefiles ALTER MAPPING FOR asciiword, word, numword
       WITH welfarefiles_stem""",
    "ALTER TABLE texts ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX texts_words ON texts USING gin (scope_id, words)",
    "CREATE SEQUENCE scope_numbers",
    "CREATE SEQUENCE text_numbers",
)


def _text(name, primary_key=False):
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    return sa.Column(name, sa.Text(collation=collation), nullable=False, primary_key=primary_key)


def _texts(*names):
    return [_text(name) for name in names]


def _column(name, kind, **options):
    return sa.Column(name, kind, nullable=False, **options)


def _moment(name):
    return _column(name, sa.DateTime(timezone=True))


def _number(name, **options):
    return _column(name, NUMBER, autoincrement=False, **options)


def upgrade():
    _create_rights()
    _create_files()
    _create_items()
    _create_texts()


def _create_rights():
    op.create_table("schools", _text("uid", primary_key=True), *_texts("path", "title", "revision"))
    op.create_table(
        "blocks",
        sa.Column("id", sa.Integer, primary_key=True),
        *_texts("school_uid", "portal_type"),
        sa.UniqueConstraint("school_uid", "portal_type", name="blocks_kind"),
    )
    op.create_table(
        "scopes",
        _number("id", primary_key=True),
        *_texts("uid", "kind", "file_uid", "school_uid", "portal_type", "state"),
        sa.UniqueConstraint("uid"),
    )
    op.create_index("scopes_visible", "scopes", ["school_uid", "portal_type", "state", "id"])
    op.create_index("scopes_file", "scopes", ["file_uid"])
    keys = [
        _text(name, primary_key=True) for name in ("school_uid", "user_id", "role", "portal_type")
    ]
    days = [_column(name, sa.Date, primary_key=True) for name in ("starts", "ends")]
    op.create_table("teams", *keys, *days)
    op.create_index("teams_user", "teams", ["user_id"])
    op.create_table(
        "grants",
        _number("scope_id", primary_key=True),
        _text("grant_id", primary_key=True),
        *_texts("user_id", "role"),
        _moment("starts"),
        _moment("ends"),
    )
    op.create_index("grants_user", "grants", ["user_id"])
    op.create_table(
        "barriers", _text("file_uid", primary_key=True), _text("user_id", primary_key=True)
    )
    op.create_index("barriers_user", "barriers", ["user_id"])


def _create_files():
    op.create_table(
        "files",
        _text("uid", primary_key=True),
        _number("scope_id"),
        *_texts("school_uid", "portal_type", "state", "path", "reference"),
        *_texts("given_name", "family_name", "known_as", "sort_name", "find_key"),
        _column("date_of_birth", sa.Date),
        _text("year_group"),
        _column("year_order", sa.Integer),
        *_texts("class_group", "reasons", "markers", "consent"),
        _column("consent_date", sa.Date),
        _text("leader"),
        _column("separate_cp_file", sa.Boolean(create_constraint=False)),
        *[
            _column(name, sa.Date)
            for name in ("next_review", "last_reviewed", "opened_on", "closed_on")
        ],
        _column("volume", sa.Integer),
        *_texts("upn", "child_key"),
        sa.Column("unique_key", _text("").type, nullable=True, unique=True),
        _text("revision"),
    )
    facets = [
        "school_uid",
        "portal_type",
        "state",
        "year_group",
        "leader",
        "consent",
        "reasons",
        "markers",
    ]
    facets += ["class_group", "separate_cp_file", "next_review", "uid"]
    op.create_index("files_facets", "files", facets)
    op.create_index("files_by_name", "files", ["school_uid", "sort_name", "uid"])
    op.create_index("files_by_review", "files", ["school_uid", "next_review", "uid"])
    op.create_index("files_by_reference", "files", ["reference"])
    op.create_index("files_upn", "files", ["school_uid", "upn"])
    op.create_index("files_child", "files", ["school_uid", "child_key"])
    op.create_index("files_path", "files", ["path"])


def _create_items():
    json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
    op.create_table(
        "items",
        _text("uid", primary_key=True),
        _number("scope_id"),
        *_texts(
            "file_uid", "school_uid", "portal_type", "state", "path", "title", "heading", "extract"
        ),
        *_texts("kind", "author"),
        *[_moment(name) for name in ("happened_at", "recorded_at", "signed_at")],
        _column("has_file", sa.Boolean(create_constraint=False)),
        _column("volume", sa.Integer),
        _column("details", json),
        sa.Column("text_id", NUMBER, nullable=True),
        _text("revision"),
    )
    op.create_index("items_file", "items", ["file_uid", "happened_at", "uid"])
    op.create_index("items_scope", "items", ["scope_id", "happened_at", "uid"])
    op.create_index("items_school", "items", ["school_uid", "happened_at", "uid"])
    op.create_index("items_moment", "items", ["happened_at", "uid"])
    op.create_index("items_path", "items", ["path"])
    op.create_index("items_text", "items", ["text_id"])
    op.create_table(
        "dues",
        _text("uid", primary_key=True),
        _text("what", primary_key=True),
        _number("scope_id"),
        *_texts("file_uid", "school_uid"),
        _moment("due_at"),
        _column("timed", sa.Boolean(create_constraint=False)),
        *_texts("calendar", "sentence", "responsible"),
    )
    op.create_index("dues_school", "dues", ["school_uid", "due_at", "uid", "what"])
    op.create_index("dues_scope", "dues", ["scope_id", "due_at"])
    op.create_index("dues_file", "dues", ["file_uid"])
    op.create_index("dues_responsible", "dues", ["responsible", "due_at"])


def _create_texts():
    op.create_table(
        "texts",
        _number("id", primary_key=True),
        _number("scope_id"),
        *_texts("uid", "digest", "file_digest", "file_reason", "title", "body", "file_text"),
        sa.UniqueConstraint("uid"),
    )
    op.create_index("texts_scope", "texts", ["scope_id"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TEXT if sqlite else POSTGRESQL_TEXT:
        op.execute(statement)
