"""The one SQL store: an engine that writes and an engine that only reads.

Reads never share a connection with writes: reading and then writing on one SQLite connection
fails at once with "database is locked" as soon as somebody else wrote in between.
"""

from .errors import store_errors
from .errors import StoreBusy
from .migrate import upgrade
from .prepared import run
from contextlib import contextmanager
from contextlib import suppress
from sqlalchemy import create_engine
from sqlalchemy import event
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlite3 import OperationalError

import os
import threading
import time


# PostgreSQL's number of the present transaction, and what became of one
_OWN_NUMBER = text("SELECT pg_current_xact_id()::text")
_OUTCOME = text("SELECT pg_xact_status(CAST(:number AS xid8))")


class _Shared(threading.local):
    """The connection by which a thread reads at present, if it is told to keep to one.

    With what it has found out by it so far. And whether it is writing.
    """

    connection = None
    kept = None
    writes = False


class Store:
    """SQLite file or PostgreSQL database.

    `url` is an SQLAlchemy URL. `write_engine` and `read_engine` are its engines, `dialect` is
    "sqlite" or "postgresql". Raises ValueError for any other kind of database.
    """

    def __init__(self, url, busy_seconds=10):
        self.url = make_url(url)
        self.dialect = self.url.get_backend_name()
        self.busy_seconds = busy_seconds
        self._writing = threading.Lock()
        self._shared = _Shared()
        if self.dialect == "sqlite":
            self.write_engine, self.read_engine = _sqlite_engines(self.url, busy_seconds)
        elif self.dialect == "postgresql":
            self.write_engine, self.read_engine = _postgresql_engines(self.url, busy_seconds)
        else:
            raise ValueError(f"Welfare Files stores in SQLite or PostgreSQL, not in {self.dialect}")

    @contextmanager
    def reading(self):
        """A connection that can only read. Raises `StoreBusy` or `StoreFailed`."""
        if self._shared.connection is not None:
            yield self._shared.connection
            return
        with store_errors(), self.read_engine.connect() as connection:
            connection.begin()
            yield connection

    @contextmanager
    def together(self):
        """All that this thread reads until the block ends is read by one connection.

        For the parts of one page: on SQLite they then show one state of things. What is written
        meanwhile is not seen by them.
        """
        shared = self._shared
        with self.reading() as connection:
            before = shared.connection, shared.kept
            shared.connection, shared.kept = connection, {} if before[1] is None else before[1]
            try:
                yield
            finally:
                shared.connection, shared.kept = before

    def kept(self):
        """What is kept until the outermost `together` ends; outside of it an empty dict, unkept.

        For answers that several parts of one page ask for. Keys say whom an answer is for.
        """
        return {} if self._shared.kept is None else self._shared.kept

    @contextmanager
    def writing(self):
        """A connection in a write transaction of its own: commits at the end, rolls back on error.

        On SQLite one thread of this process writes at a time (waiting writers would starve each
        other otherwise) and the write lock of the file is taken at the start.
        """
        with self._alone(), store_errors(), self.write_engine.connect() as connection:
            begun = connection.begin()
            try:
                # asked first: what is written last (the ledger) keeps all others waiting
                number = connection.scalar(_OWN_NUMBER) if self.dialect == "postgresql" else None
                yield connection
            except BaseException:
                begun.rollback()
                raise
            self._commit(begun, number)

    def _commit(self, begun, number):
        """Commit. When the connection is lost meanwhile, find out whether it took place."""
        try:
            begun.commit()
        except DBAPIError as error:
            if not (number and error.connection_invalidated and self._took_place(number)):
                raise

    def _took_place(self, number):
        until = time.monotonic() + self.busy_seconds
        while time.monotonic() < until:
            with self.read_engine.connect() as connection:
                status = connection.scalar(_OUTCOME, {"number": number})
            if status != "in progress":
                return status == "committed"
            time.sleep(0.1)
        return False

    def run_alone(self, statement):
        """Run one statement that cannot stand in a transaction (VACUUM)."""
        with self._alone(), store_errors():
            connection = self.write_engine.raw_connection()
            try:
                connection.rollback()
                if self.dialect == "postgresql":
                    connection.driver_connection.autocommit = True
                connection.cursor().execute(statement)
            finally:
                if self.dialect == "postgresql":
                    connection.driver_connection.autocommit = False
                connection.close()

    @contextmanager
    def _alone(self):
        # waiting for oneself would end only when the lock's patience does
        if self._shared.writes:
            raise RuntimeError("This thread is already writing to the store")
        if self.dialect == "sqlite" and not self._writing.acquire(timeout=self.busy_seconds):
            raise StoreBusy("Another thread has been writing for too long")
        self._shared.writes = True
        try:
            yield
        finally:
            self._shared.writes = False
            if self.dialect == "sqlite":
                self._writing.release()

    def close(self):
        """Let go of every connection."""
        self.write_engine.dispose()
        self.read_engine.dispose()


def _sqlite_engines(url, busy_seconds):
    if not url.database or url.database == ":memory:":
        raise ValueError("The SQLite store must be a file")
    create_private_file(url.database)
    settings = {"connect_args": {"timeout": busy_seconds}, "hide_parameters": True}
    writes, reads = create_engine(url, **settings), create_engine(url, **settings)
    event.listen(writes, "connect", _prepare_sqlite_writer)
    event.listen(writes, "begin", lambda connection: run(connection, "BEGIN IMMEDIATE"))
    event.listen(reads, "connect", _prepare_sqlite_reader)
    # one snapshot for all statements of one question
    event.listen(reads, "begin", lambda connection: run(connection, "BEGIN"))
    return writes, reads


def create_private_file(path):
    """Make a SQLite file that nobody but the server's own account may open.

    One that is there is left alone: to close it would drop the locks of all connections this
    process has to it, and another process would take its log away.
    """
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare_sqlite_writer(connection, record):
    connection.isolation_level = None  # the driver must not begin transactions by itself
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA foreign_keys=ON")


def _write_ahead(connection, tries=100):
    """Keep a log beside the file. For others who begin that in this moment SQLite does not wait."""
    for left in reversed(range(tries)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except OperationalError:
            if not left:
                raise
            time.sleep(0.05)


def _prepare_sqlite_reader(connection, record):
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA cache_size=-32000")


def _postgresql_engines(url, busy_seconds):
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg2")
    writes = create_engine(url, hide_parameters=True)
    # saves two round trips a question
    reads = create_engine(url, isolation_level="AUTOCOMMIT", hide_parameters=True)

    @event.listens_for(writes, "connect")
    def never_wait_for_ever(connection, record):
        _run(connection, f"SET lock_timeout = '{int(busy_seconds)}s'")

    @event.listens_for(reads, "connect")
    def only_read(connection, record):
        _run(connection, "SET default_transaction_read_only = on")

    return writes, reads


def _run(connection, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.commit()


def open_store(url):
    """The store at `url`, its tables brought up to date."""
    store = Store(url)
    upgrade(store)
    return store


_store = None
_choosing = threading.Lock()


def get_store():
    """The store of this process, opened and brought up to date at its first use."""
    global _store
    if _store is None:
        with _choosing:
            if _store is None:
                from .configuration import database_url

                _store = open_store(database_url())
    return _store


def set_store(store):
    """Use `store` from now on (tests, scripts); returns the one used before, or None."""
    global _store
    with _choosing:
        previous, _store = _store, store
    return previous
