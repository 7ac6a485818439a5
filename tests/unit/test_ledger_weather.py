"""Bad weather: the ledger is down, locked, full, or its clock is wrong; nothing passes unseen."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from persistent.mapping import PersistentMapping
from sqlalchemy import event
from tests.ledgers import Thing
from transaction.interfaces import TransientError
from welfarefiles.ledger import reading
from welfarefiles.ledger import sources
from welfarefiles.ledger.appending import append
from welfarefiles.ledger.appending import lock_head
from welfarefiles.ledger.entry import Draft
from welfarefiles.ledger.verifying import verify
from welfarefiles.ledger.writing import enter
from welfarefiles.ledger.writing import enter_now
from welfarefiles.ledger.writing import LedgerUnavailable
from welfarefiles.ledger.writing import LedgerWriter
from welfarefiles.sql.engine import set_store
from welfarefiles.sql.engine import Store
from welfarefiles.sql.errors import StoreBusy
from welfarefiles.sql.joined import joined
from welfarefiles.sql.joined import Writer
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

import contextlib
import itertools
import pytest
import transaction


@pytest.fixture
def root():
    database = DB(DemoStorage())
    connection = database.open()
    yield connection.root()
    transaction.abort()
    connection.close()
    database.close()


@contextlib.contextmanager
def using(store):
    before = set_store(store)
    try:
        yield store
    finally:
        transaction.abort()
        set_store(before)
        store.close()


def change(root):
    """A change with its entry; returns whether the object database has it."""
    root["changed"] = PersistentMapping()
    enter("file.changed", Thing())
    try:
        transaction.commit()
    finally:
        transaction.abort()


def refused(root, error):
    """Neither a view nor a change gets past it."""
    with pytest.raises(LedgerUnavailable):
        enter_now("file.seen", Thing())
    with pytest.raises(error):
        change(root)
    assert "changed" not in root


def test_the_database_is_down(fresh, root):
    away = "postgresql://nobody@/nothing?host=/nowhere"
    with using(Store(away)):
        refused(root, StoreBusy)
    change(root)
    assert [entry.action for entry in reading.entries()] == ["file.changed"]


def test_somebody_else_holds_the_lock(fresh, root):
    with using(Store(fresh.url, busy_seconds=1)), fresh.writing() as connection:
        lock_head(connection)
        refused(root, TransientError)
    assert reading.entries() == []
    change(root)
    enter_now("file.seen", Thing())
    assert len(reading.entries()) == 2


def test_the_disk_is_full(fresh_sqlite, root):
    enter_now("file.seen", Thing())
    full = Store(fresh_sqlite.url)

    @event.listens_for(full.write_engine, "connect")
    def no_more_pages(connection, record):
        connection.execute("PRAGMA max_page_count = 1")  # SQLite makes it as many as there are

    with using(full):
        fill = itertools.takewhile(lambda _: fits(), range(200))
        entered = 1 + len(list(fill))
        refused(root, LedgerUnavailable)
        assert len(reading.entries(limit=500)) == entered
    enter_now("file.seen", Thing())
    assert whole(fresh_sqlite).entries == entered + 1


def fits():
    """Enter something; returns whether there was room."""
    try:
        enter_now("file.seen", Thing())
    except LedgerUnavailable:
        return False
    return True


def whole(store):
    with sources.opened(store.url.render_as_string(hide_password=False)) as source:
        report = verify(source.entries, source.skeletons)
    assert report.problems == []
    return report


def test_the_table_refuses(fresh, root):
    """Whatever the reason: here a trigger that somebody has added."""
    with fresh.writing() as connection:
        if fresh.dialect == "sqlite":
            connection.exec_driver_sql(
                "CREATE TRIGGER never BEFORE INSERT ON ledger"
                " BEGIN SELECT RAISE(ABORT, 'a child''s name'); END"
            )
        else:
            connection.exec_driver_sql(
                "CREATE TRIGGER never BEFORE INSERT ON ledger"
                " FOR EACH ROW EXECUTE FUNCTION ledger_fixed()"
            )
    refused(root, LedgerUnavailable)


def test_a_clock_that_goes_backwards(fresh):
    now = datetime.now(UTC)
    for hours in (0, -2, -1):
        with fresh.writing() as connection:
            draft = Draft("file.seen", "view", about=str(hours))
            append(connection, [draft], now + timedelta(hours=hours))
    entries = reading.entries()
    # in the order in which it happened, each with the time the clock told
    assert [entry.about for entry in entries] == ["-1", "-2", "0"]
    assert [entry.moment for entry in entries] == [now + timedelta(hours=h) for h in (-1, -2, 0)]
    assert len(whole(fresh).notes) == 1


class EntersWhileItIsWritten(Writer):
    """Breaks the rules: the transaction already holds the ledger."""

    order = 95
    error = None

    def write(self, connection, store):
        try:
            enter_now("file.seen", Thing())
        except LedgerUnavailable as error:
            EntersWhileItIsWritten.error = error


def test_entering_at_once_while_the_same_thread_writes_does_not_stand_still(fresh):
    joined(EntersWhileItIsWritten)
    enter("file.changed", Thing())
    transaction.commit()
    assert isinstance(EntersWhileItIsWritten.error, LedgerUnavailable)
    assert [entry.action for entry in reading.entries()] == ["file.changed"]


def test_what_may_pass_is_tried_again(fresh, root):
    """A transaction that fails once enters once."""
    tries = []

    class Fails(Writer):
        order = 99

        def write(self, connection, store):
            if len(tries) == 1:
                raise StoreBusy("once")

    def work():
        tries.append(1)
        joined(Fails)
        root["changed"] = 1
        enter("file.changed", Thing())

    transaction.manager.run(work, tries=2)
    assert len(tries) == 2
    assert [entry.action for entry in reading.entries()] == ["file.changed"]


def test_a_whole_transaction_without_entries_asks_nothing_of_the_chain(fresh):
    joined(LedgerWriter)
    transaction.commit()
    assert reading.head() == (0, "")
