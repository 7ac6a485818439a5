"""The ledger: entries, what is left of sealed ones, and the triggers that keep both append-only."""

from alembic import op

import sqlalchemy as sa


revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = (
    *("moment", "kind", "local", "person", "through", "standing", "action", "severity"),
    *("school_uid", "file_uid", "file_type", "reference", "record_uid", "record_type", "about"),
    *("fields", "reason", "detail", "ip", "request_id", "once", "digest", "previous", "hash"),
)

# A new entry is the next one and follows from the last. This refuses REPLACE as well, which in
# SQLite removes a row without asking the trigger against DELETE.
SQLITE = (
    """CREATE TRIGGER ledger_next BEFORE INSERT ON ledger
    WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM ledger)
      OR NEW.previous IS NOT coalesce(
        (SELECT hash FROM ledger ORDER BY number DESC LIMIT 1), hex(zeroblob(32)))
    BEGIN SELECT RAISE(ABORT, 'the ledger only grows at its end'); END""",
    """CREATE TRIGGER ledger_fixed BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'entries of the ledger cannot be changed'); END""",
    """CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
    WHEN NOT EXISTS (
      SELECT 1 FROM ledger_skeletons s WHERE s.number = OLD.number AND s.moment = OLD.moment
      AND s.kind = OLD.kind AND s.digest = OLD.digest AND s.hash = OLD.hash)
    BEGIN SELECT RAISE(ABORT, 'entries of the ledger cannot be removed'); END""",
    """CREATE TRIGGER ledger_skeletons_next BEFORE INSERT ON ledger_skeletons
    WHEN NEW.kind NOT IN ('view', 'search', 'download')
      OR NEW.moment > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 year')
      OR EXISTS (SELECT 1 FROM ledger_skeletons s WHERE s.number = NEW.number)
      OR NOT EXISTS (
        SELECT 1 FROM ledger l WHERE l.number = NEW.number AND l.moment = NEW.moment
        AND l.kind = NEW.kind AND l.digest = NEW.digest AND l.hash = NEW.hash)
      OR NOT EXISTS (
        SELECT 1 FROM ledger l WHERE l.number = NEW.seal AND l.action = 'ledger.sealed')
    BEGIN SELECT RAISE(ABORT, 'only old views can be sealed'); END""",
    """CREATE TRIGGER ledger_skeletons_fixed BEFORE UPDATE ON ledger_skeletons
    BEGIN SELECT RAISE(ABORT, 'sealed entries of the ledger cannot be changed'); END""",
    """CREATE TRIGGER ledger_skeletons_kept BEFORE DELETE ON ledger_skeletons
    BEGIN SELECT RAISE(ABORT, 'sealed entries of the ledger cannot be removed'); END""",
)

POSTGRESQL = (
    """CREATE FUNCTION ledger_next() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE last record;
    BEGIN
      SELECT number, hash INTO last FROM ledger ORDER BY number DESC LIMIT 1;
      IF NEW.number <> coalesce(last.number, 0) + 1
         OR NEW.previous <> coalesce(last.hash, repeat('0', 64)) THEN
        RAISE EXCEPTION 'the ledger only grows at its end' USING ERRCODE = '23505';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE FUNCTION ledger_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'entries of the ledger cannot be changed or removed'; END $$""",
    """CREATE FUNCTION ledger_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (
        SELECT 1 FROM ledger_skeletons s WHERE s.number = OLD.number AND s.moment = OLD.moment
        AND s.kind = OLD.kind AND s.digest = OLD.digest AND s.hash = OLD.hash) THEN
        RAISE EXCEPTION 'entries of the ledger cannot be removed';
      END IF;
      RETURN OLD;
    END $$""",
    """CREATE FUNCTION ledger_skeletons_next() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.kind NOT IN ('view', 'search', 'download')
         OR NEW.moment > to_char(now() AT TIME ZONE 'UTC' - interval '1 year',
                                 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
         OR NOT EXISTS (
           SELECT 1 FROM ledger l WHERE l.number = NEW.number AND l.moment = NEW.moment
           AND l.kind = NEW.kind AND l.digest = NEW.digest AND l.hash = NEW.hash)
         OR NOT EXISTS (
           SELECT 1 FROM ledger l WHERE l.number = NEW.seal AND l.action = 'ledger.sealed') THEN
        RAISE EXCEPTION 'only old views can be sealed';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER ledger_next BEFORE INSERT ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_next()""",
    """CREATE TRIGGER ledger_fixed BEFORE UPDATE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_fixed()""",
    """CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_kept()""",
    """CREATE TRIGGER ledger_whole BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_fixed()""",
    """CREATE TRIGGER ledger_skeletons_next BEFORE INSERT ON ledger_skeletons
    FOR EACH ROW EXECUTE FUNCTION ledger_skeletons_next()""",
    """CREATE TRIGGER ledger_skeletons_fixed BEFORE UPDATE OR DELETE ON ledger_skeletons
    FOR EACH ROW EXECUTE FUNCTION ledger_fixed()""",
    """CREATE TRIGGER ledger_skeletons_whole BEFORE TRUNCATE ON ledger_skeletons
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_fixed()""",
)


def _number(name, **options):
    return sa.Column(name, NUMBER, autoincrement=False, nullable=False, **options)


def _text(name):
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    return sa.Column(name, sa.Text(collation=collation), nullable=False)


def upgrade():
    op.create_table("ledger", _number("number", primary_key=True), *map(_text, TEXTS))
    op.create_index("ledger_file", "ledger", ["file_uid", "number"])
    op.create_index("ledger_person", "ledger", ["person", "number"])
    op.create_index("ledger_school", "ledger", ["school_uid", "number"])
    op.create_index("ledger_school_kind", "ledger", ["school_uid", "kind", "number"])
    op.create_index("ledger_school_moment", "ledger", ["school_uid", "moment"])
    named = sa.text("once <> ''")
    once = {"unique": True, "sqlite_where": named, "postgresql_where": named}
    op.create_index("ledger_once", "ledger", ["once"], **once)
    op.create_table(
        "ledger_skeletons",
        _number("number", primary_key=True),
        *map(_text, ("moment", "kind", "digest", "hash")),
        _number("seal"),
    )
    op.create_index("ledger_skeletons_seal", "ledger_skeletons", ["seal"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
