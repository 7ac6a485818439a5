"""On PostgreSQL, the role of the documentation: enough for the portal, not enough to tamper."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path
from sqlalchemy import insert
from sqlalchemy import text
from tests.ledgers import registered
from tests.ledgers import Thing
from welfarefiles.consistency.rebuild import compact
from welfarefiles.index.tables import schools
from welfarefiles.ledger import reading
from welfarefiles.ledger.appending import append
from welfarefiles.ledger.entry import Draft
from welfarefiles.ledger.sealing import seal_views
from welfarefiles.ledger.writing import enter
from welfarefiles.ledger.writing import enter_now
from welfarefiles.sql.engine import open_store
from welfarefiles.sql.engine import set_store
from welfarefiles.sql.errors import StoreFailed

import pytest
import transaction


PAGE = Path(__file__).parents[2] / "docs" / "operations.md"
ROLE = "welfarefiles_portal"


@pytest.fixture
def portal_store(postgresql_database):
    """The store as the portal's role sees it."""
    owner = open_store(postgresql_database)
    statements = PAGE.read_text(encoding="utf-8").split("```sql\n")[1].split("```")[0]
    with owner.writing() as connection:
        for statement in filter(str.strip, statements.split(";")):
            connection.execute(text(statement))
        old = datetime.now(UTC) - timedelta(days=3000)
        append(connection, [Draft("file.seen", "view")], old)
    store = open_store(owner.url.set(username=ROLE))
    before = set_store(store)
    with registered():
        yield store
    transaction.abort()
    set_store(before)
    store.close()
    with owner.writing() as connection:
        connection.execute(text(f"DROP OWNED BY {ROLE}"))
        connection.execute(text(f"DROP ROLE {ROLE}"))
    owner.close()


def test_the_portal_can_work(portal_store):
    enter_now("file.seen", Thing())
    enter("file.changed", Thing())
    transaction.commit()
    with portal_store.writing() as connection:
        row = {"uid": "a", "path": "", "title": "", "revision": ""}
        connection.execute(insert(schools), row)
    assert seal_views(portal_store) == 1
    assert [entry.action for entry in reading.entries()] == [
        "ledger.sealed",
        "file.changed",
        "file.seen",
    ]


def test_who_does_not_own_the_tables_is_told_who_has_to_rewrite_them(portal_store, caplog):
    compact(portal_store)
    assert "run VACUUM FULL as the owner of" in caplog.text
    assert {"barriers", "names", "texts"} <= set(caplog.text.replace(",", " ").split())
    assert "ledger" not in caplog.messages[0].split()


TAMPERINGS = [
    "UPDATE ledger SET person = ''",
    "DELETE FROM ledger",
    "TRUNCATE ledger",
    "DROP TABLE ledger",
    "ALTER TABLE ledger DISABLE TRIGGER USER",
    "ALTER TABLE ledger DISABLE TRIGGER ledger_kept",
    "DROP TRIGGER ledger_kept ON ledger",
    "DROP FUNCTION ledger_kept() CASCADE",
    "CREATE OR REPLACE FUNCTION ledger_kept() RETURNS trigger LANGUAGE sql AS 'SELECT 1'",
    "SET session_replication_role = replica",
    "UPDATE ledger_skeletons SET kind = 'view'",
    "DELETE FROM ledger_skeletons",
    "TRUNCATE ledger_skeletons",
    "UPDATE alembic_version SET version_num = '0001'",
]


def is_refused(store, statement):
    """Whether the database says no."""
    try:
        with store.writing() as connection:
            connection.execute(text(statement))
    except StoreFailed:
        return True
    return False


def test_it_cannot_tamper(portal_store):
    enter_now("file.seen", Thing())
    allowed = [each for each in TAMPERINGS if not is_refused(portal_store, each)]
    assert allowed == []
    assert len(reading.entries()) == 2
