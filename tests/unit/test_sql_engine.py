"""The store: its engines, its setting, and migrations by several processes at once."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text
from tests.stores import statements
from welfarefiles.index.tables import schools
from welfarefiles.sql import configuration
from welfarefiles.sql import engine
from welfarefiles.sql.engine import open_store
from welfarefiles.sql.engine import Store
from welfarefiles.sql.errors import StoreBusy
from welfarefiles.sql.errors import StoreFailed
from welfarefiles.sql.migrate import upgrade
from welfarefiles.sql.tables import metadata

import os
import psycopg2
import pytest
import subprocess
import sys
import traceback


SCHOOL = {"uid": "north", "path": "/north", "title": "North", "revision": "1"}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """URL of a database in which nothing has ever been made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/store.sqlite"
    return request.getfixturevalue("postgresql_database")


def test_only_sqlite_files_and_postgresql():
    with pytest.raises(ValueError, match="must be a file"):
        Store("sqlite://")
    with pytest.raises(ValueError, match="not in mysql"):
        Store("mysql://somewhere/db")


def test_the_file_is_private(tmp_path):
    open_store(f"sqlite:///{tmp_path}/store.sqlite").close()
    assert os.stat(tmp_path / "store.sqlite").st_mode & 0o777 == 0o600


#: The bytes SQLite locks for every connection; locking them fails while there is one.
_LOCK_ALL = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
"""


def test_a_second_store_leaves_the_locks_of_the_first(sqlite_store):
    command = [sys.executable, "-c", _LOCK_ALL, sqlite_store.url.database]
    with sqlite_store.reading() as connection:
        connection.scalar(select(func.count()).select_from(schools))
        for _second in range(2):
            assert subprocess.run(command, capture_output=True).returncode == 1
            open_store(sqlite_store.url.render_as_string()).close()


def test_sqlite_survives_a_crash(sqlite_store):
    with sqlite_store.writing() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL


def test_reading_cannot_write(store):
    with pytest.raises(StoreFailed), store.reading() as connection:
        connection.execute(insert(schools), SCHOOL)
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM schools")) == 0


def test_what_is_read_together_is_of_one_moment(store):
    count = select(func.count()).select_from(schools)
    with store.together():
        with store.reading() as first, store.reading() as second:
            assert first is second
            assert first.scalar(count) == 0
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_add_school, store).result()
        with store.reading() as connection:
            assert connection.scalar(count) == (0 if store.dialect == "sqlite" else 1)
    with store.reading() as connection:
        assert connection is not first
        assert connection.scalar(count) == 1


def _add_school(store):
    with store.writing() as connection:
        connection.execute(insert(schools), SCHOOL)
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schools)) == 1


def test_writing_rolls_back_on_any_error(store):
    def fail():
        with store.writing() as connection:
            connection.execute(insert(schools), SCHOOL)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM schools")) == 0


def test_a_clash_may_pass_but_a_wrong_statement_may_not(store):
    with store.writing() as connection:
        connection.execute(insert(schools), SCHOOL)
    with pytest.raises(StoreBusy), store.writing() as connection:
        connection.execute(insert(schools), SCHOOL)
    with pytest.raises(StoreFailed), store.writing() as connection:
        connection.execute(text("SELECT nonsense"))


def test_no_message_quotes_a_value(store):
    with store.writing() as connection:
        connection.execute(insert(schools), SCHOOL)
    empty = SCHOOL | {"uid": "south", "path": None}
    for error, row in ((StoreBusy, SCHOOL), (StoreFailed, empty)):
        with pytest.raises(error) as caught, store.writing() as connection:
            connection.execute(insert(schools), row)
        shown = "".join(traceback.format_exception(caught.value))
        assert "North" not in shown


def test_writing_twice_in_one_thread_is_an_error_not_a_standstill(store):
    with store.writing(), pytest.raises(RuntimeError, match="already writing"):
        store.run_alone("VACUUM")
    with store.writing():
        pass


def test_another_process_holding_the_lock_may_pass(sqlite_store):
    hasty = Store(sqlite_store.url, busy_seconds=0.05)
    with sqlite_store.writing(), pytest.raises(StoreBusy), hasty.writing():
        pass
    with hasty.writing():
        pass
    hasty.close()


def test_another_thread_holding_the_lock_may_pass(sqlite_store, tmp_path):
    hasty = Store(sqlite_store.url, busy_seconds=0.05)

    def write():
        with hasty.writing():
            pass

    with ThreadPoolExecutor(1) as other, hasty.writing():
        assert isinstance(other.submit(write).exception(), StoreBusy)
    hasty.close()


def test_a_lost_connection_may_pass(postgresql_store):
    def lose():
        with postgresql_store.writing() as connection:
            mine = connection.scalar(text("SELECT pg_backend_pid()"))
            with postgresql_store.write_engine.connect() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:n)"), {"n": mine})
            connection.execute(text("SELECT 1"))

    with pytest.raises(StoreBusy):
        lose()
    with postgresql_store.writing() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize("took_place", [True, False])
def test_a_commit_whose_answer_is_lost(postgresql_store, monkeypatch, took_place):
    """The connection is lost while committing: the store finds out whether it was done."""
    dialect = postgresql_store.write_engine.dialect
    commit = dialect.do_commit

    def lose(connection):
        if took_place:
            commit(connection)
        connection.close()
        raise psycopg2.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(dialect, "do_commit", lose)
    uid = f"lost-{took_place}"
    outcome = nullcontext() if took_place else pytest.raises(StoreBusy)
    with outcome, postgresql_store.writing() as connection:
        connection.execute(insert(schools), SCHOOL | {"uid": uid})
    with postgresql_store.reading() as connection:
        stored = connection.scalars(select(schools.c.uid).where(schools.c.uid == uid)).all()
    assert stored == [uid] * took_place


def test_a_server_that_is_away_may_come_back():
    away = Store("postgresql://nobody@/nothing?host=/nowhere")
    with pytest.raises(StoreBusy), away.reading():
        pass


def test_migrations_make_what_the_tables_say(empty_url):
    opened = open_store(empty_url)
    with opened.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        different = compare_metadata(context, metadata)
    opened.close()
    # dialects report the same unique constraint as an index or a constraint
    assert [change for change in different if "unique" not in str(change[0])] == []


def _ours(name, kind, parents):
    # the index's own tables, without what only PostgreSQL has
    return name in metadata.tables if kind == "table" else name not in ("words", "texts_words")


def test_an_up_to_date_store_is_only_read(empty_url):
    opened = open_store(empty_url)
    with statements(opened) as seen:
        upgrade(opened)
    opened.close()
    assert seen
    assert not [statement for statement in seen if "CREATE" in statement or "INSERT" in statement]


_OPEN = "import sys; from welfarefiles.sql.engine import open_store; open_store(sys.argv[1])"


def test_four_processes_migrate_at_once(empty_url):
    command = [sys.executable, "-c", _OPEN, empty_url]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate(timeout=60)[1] for process in started] == [b""] * 4
    assert {process.returncode for process in started} == {0}


def test_the_setting(monkeypatch, tmp_path):
    monkeypatch.delenv(configuration.VARIABLE, raising=False)
    monkeypatch.setattr(configuration, "_zope_configuration", lambda: None)
    monkeypatch.setenv("CLIENT_HOME", str(tmp_path / "var" / "instance"))
    assert configuration.database_url() == f"sqlite:///{tmp_path}/var/welfarefiles.sqlite"

    class Zope:
        product_config = {"welfarefiles": {"database": "postgresql:///?service=welfarefiles"}}

    monkeypatch.setattr(configuration, "_zope_configuration", Zope)
    assert configuration.database_url() == "postgresql:///?service=welfarefiles"
    monkeypatch.setenv(configuration.VARIABLE, "sqlite:////elsewhere")
    assert configuration.database_url() == "sqlite:////elsewhere"


def test_the_store_is_opened_at_its_first_use(monkeypatch, tmp_path):
    monkeypatch.setenv(configuration.VARIABLE, f"sqlite:///{tmp_path}/first.sqlite")
    before = engine.set_store(None)
    try:
        with engine.get_store().reading() as connection:
            assert connection.scalar(text("SELECT count(*) FROM files")) == 0
        assert engine.get_store() is engine.get_store()
    finally:
        engine.set_store(before).close()
