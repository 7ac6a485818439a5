"""The SQL store as fixtures: each test that asks for `store` runs on SQLite and on PostgreSQL."""

from sqlalchemy import event
from welfarefiles.sql.engine import open_store
from welfarefiles.sql.engine import set_store
from welfarefiles.sql.tables import empty

import contextlib
import pytest
import transaction


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory):
    """A store in a file, for the whole run: `store` empties it."""
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('store')}/welfarefiles.sqlite")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgresql_store(postgresql_cluster):
    """A store in PostgreSQL, for the whole run: `store` empties it."""
    opened = open_store(postgresql_cluster.url(postgresql_cluster.create_database()))
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request):
    """An empty store that is the one in use; the test runs once for each database."""
    opened = request.getfixturevalue(f"{request.param}_store")
    with used(opened):
        yield opened


@contextlib.contextmanager
def used(opened):
    """Use `opened`, emptied but for its ledger, for the time of the block."""
    transaction.abort()
    empty(opened)
    before = set_store(opened)
    yield opened
    transaction.abort()
    set_store(before)


@contextlib.contextmanager
def statements(opened):
    """A list that fills with every SQL statement of the block."""
    seen = []

    def note(connection, cursor, statement, parameters, context, executemany):
        seen.append(statement)

    engines = (opened.read_engine, opened.write_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
