"""The store joins the transaction of the object database: both or neither, and tried again."""

from persistent.mapping import PersistentMapping
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text
from transaction.interfaces import TransientError
from welfarefiles.index.tables import schools
from welfarefiles.sql.engine import set_store
from welfarefiles.sql.engine import Store
from welfarefiles.sql.errors import StoreBusy
from welfarefiles.sql.joined import joined
from welfarefiles.sql.joined import peek
from welfarefiles.sql.joined import Writer
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

import pytest
import transaction


class Notes(Writer):
    """Writes the names it is given as schools."""

    order = 10
    fails_with = None

    def __init__(self):
        self.names = []
        self.rows = []

    def prepare(self, store):
        self.rows = [{"uid": name, "path": "", "title": "", "revision": ""} for name in self.names]

    def write(self, connection, store):
        if self.fails_with:
            raise self.fails_with
        for row in self.rows:
            connection.execute(insert(schools), row)

    def snapshot(self):
        return list(self.names)

    def restore(self, state):
        self.names = list(state)


class Last(Writer):
    """Sees what the others have written before it."""

    order = 90
    seen = None

    def write(self, connection, store):
        type(self).seen = connection.scalars(select(schools.c.uid)).all()


def note(name):
    joined(Notes).names.append(name)


@pytest.fixture
def root():
    database = DB(DemoStorage())
    connection = database.open()
    yield connection.root()
    transaction.abort()
    connection.close()
    database.close()


def stored(store):
    with store.reading() as connection:
        return set(connection.scalars(select(schools.c.uid)))


def kept(root):
    """The names in the object database, as another connection sees them."""
    other = root._p_jar.db().open(transaction.TransactionManager())
    try:
        return set(other.root())
    finally:
        other.close()


def test_a_commit_writes_both(store, root):
    root["a"] = 1
    note("a")
    assert stored(store) == set()
    transaction.commit()
    assert stored(store) == kept(root) == {"a"}


def test_an_abort_writes_neither(store, root):
    root["a"] = 1
    note("a")
    transaction.abort()
    transaction.commit()
    assert stored(store) == kept(root) == set()


def test_without_objects_it_commits_as_well(store):
    note("a")
    transaction.commit()
    assert stored(store) == {"a"}


@pytest.mark.parametrize("stage", ["prepare", "write"])
def test_an_error_in_a_writer_aborts_the_objects(store, root, monkeypatch, stage):
    def fail(*arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(Last, stage, fail)
    root["a"] = 1
    note("a")
    joined(Last)
    with pytest.raises(ZeroDivisionError):
        transaction.commit()
    transaction.abort()
    assert stored(store) == kept(root) == set()


def test_a_conflict_of_objects_writes_no_row(store, root):
    root["a"] = 1
    note("a")
    other = root._p_jar.db().open(transaction.TransactionManager())
    other.root()["b"] = 2
    other.transaction_manager.commit()
    other.close()
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
    assert stored(store) == set()
    assert kept(root) == {"b"}


def test_lower_orders_write_first(store):
    joined(Last)
    note("a")
    transaction.commit()
    assert Last.seen == ["a"]


def test_undoing_a_savepoint_undoes_what_was_noted_since(store, root):
    root["a"] = 1
    note("a")
    savepoint = transaction.savepoint()
    root["b"] = 2
    note("b")
    joined(Last)
    savepoint.rollback()
    assert peek(Last) is None
    transaction.commit()
    assert stored(store) == kept(root) == {"a"}


def test_undoing_a_savepoint_from_before_anything_was_noted(store, root):
    root["a"] = 1
    savepoint = transaction.savepoint()
    note("b")
    savepoint.rollback()
    assert peek(Notes) is None
    note("c")
    root["c"] = 3
    transaction.commit()
    assert stored(store) == {"c"}
    assert kept(root) == {"a", "c"}


def test_a_savepoint_can_be_undone_twice(store):
    note("a")
    savepoint = transaction.savepoint()
    for name in "bc":
        note(name)
        savepoint.rollback()
    note("d")
    transaction.commit()
    assert stored(store) == {"a", "d"}


def test_hooks_may_note_more_until_the_commit_begins(store):
    transaction.get().addBeforeCommitHook(note, ("early",))
    note("a")
    transaction.get().addBeforeCommitHook(note, ("late",))
    transaction.commit()
    assert stored(store) == {"a", "early", "late"}


class _NotesWhileCommitting:
    """A data manager that changes its mind when it is too late."""

    transaction_manager = transaction.manager

    def sortKey(self):
        return "a"

    def tpc_begin(self, txn):
        note("too late")

    commit = tpc_vote = tpc_finish = tpc_abort = abort = tpc_begin_done = lambda self, txn: None


def test_noting_more_during_the_commit_fails_closed(store, root):
    root["a"] = 1
    note("a")
    transaction.get().join(_NotesWhileCommitting())
    with pytest.raises(RuntimeError, match="after the commit had begun"):
        transaction.commit()
    transaction.abort()
    assert stored(store) == kept(root) == set()


def test_what_may_pass_is_tried_again(store, root):
    failures = [StoreBusy("once"), StoreBusy("twice")]

    def work():
        root["a"] = 1
        note("a")
        joined(Notes).fails_with = failures.pop() if failures else None

    transaction.manager.run(work, tries=3)
    assert stored(store) == kept(root) == {"a"}


def test_a_clash_with_another_writer_is_one_that_may_pass(store, root):
    with store.writing() as connection:
        connection.execute(insert(schools), {"uid": "a", "path": "", "title": "", "revision": ""})
    root["a"] = 1
    note("a")
    with pytest.raises(TransientError):
        transaction.commit()
    transaction.abort()
    assert kept(root) == set()


def test_a_locked_store_aborts_the_objects_and_passes(sqlite_store, root):
    hasty = Store(sqlite_store.url, busy_seconds=0.05)
    before = set_store(hasty)
    try:
        root["a"] = 1
        note("locked")
        with sqlite_store.writing(), pytest.raises(StoreBusy):
            transaction.commit()
        transaction.abort()
        assert kept(root) == set()
        note("locked")
        transaction.commit()
        assert "locked" in stored(sqlite_store)
    finally:
        set_store(before)
        hasty.close()


def test_a_lost_connection_aborts_the_objects_and_passes(postgresql_store, root, monkeypatch):
    before = set_store(postgresql_store)
    killed = []

    def kill(self, connection, store):
        if not killed:
            killed.append(connection.scalar(text("SELECT pg_backend_pid()")))
            with store.write_engine.connect() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:n)"), {"n": killed[0]})
        connection.execute(text("SELECT 1"))

    monkeypatch.setattr(Last, "write", kill)

    def work():
        root["a"] = 1
        note("lost")
        joined(Last)

    try:
        transaction.manager.run(work, tries=2)
        assert "lost" in stored(postgresql_store)
        assert kept(root) == {"a"}
    finally:
        set_store(before)


def test_the_next_transaction_starts_empty(store):
    note("a")
    transaction.commit()
    assert peek(Notes) is None
    note("b")
    assert joined(Notes).names == ["b"]


def test_it_votes_after_every_storage(store):
    note("a")
    root = DB(DemoStorage()).open()
    root.root()["x"] = PersistentMapping()
    managers = sorted(transaction.get()._resources, key=lambda manager: manager.sortKey())
    assert managers[-1].sortKey() == "~welfarefiles"
