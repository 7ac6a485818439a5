"""A ledger to try things on: an empty store, actions, people and invented objects."""

from contextlib import contextmanager
from dataclasses import dataclass
from sqlalchemy import create_engine
from welfarefiles.ledger.actions import Action
from welfarefiles.ledger.actions import Actions
from welfarefiles.ledger.interfaces import ILedgerActions
from welfarefiles.ledger.interfaces import ILedgerSubject
from welfarefiles.ledger.subject import Subject
from welfarefiles.sql.engine import open_store
from welfarefiles.sql.engine import set_store
from zope.component import getGlobalSiteManager

import pytest
import secrets
import transaction


ACTIONS = Actions(
    Action("file.seen", "File read", kind="view"),
    Action("file.changed", "Front sheet changed"),
    Action("file.downloaded", "Document downloaded", kind="download"),
    Action("file.searched", "Search", kind="search"),
    Action("file.refused", "Refused", kind="refusal", severity="notable"),
    Action("access.given", "Access given", kind="access", severity="notable"),
)


@dataclass(frozen=True)
class Thing:
    """What an entry is about: a file, or a record of it."""

    file_uid: str = "f1"
    record_uid: str = ""
    school_uid: str = "s1"

    def subject(self):
        return Subject(
            school_uid=self.school_uid,
            file_uid=self.file_uid,
            file_type="WelfareFile",
            reference="WF-2026-000001",
            record_uid=self.record_uid,
            record_type="ContactNote" if self.record_uid else "",
        )


@contextmanager
def registered():
    """`ACTIONS` and `Thing` in the component registry for the time of the block."""
    components = getGlobalSiteManager()
    components.registerUtility(ACTIONS, ILedgerActions, "test")
    components.registerAdapter(Thing.subject, (Thing,), ILedgerSubject)
    yield
    components.unregisterUtility(ACTIONS, ILedgerActions, "test")
    components.unregisterAdapter(Thing.subject, (Thing,), ILedgerSubject)


@contextmanager
def opened(url):
    """A store at `url`, in use for the time of the block."""
    transaction.abort()
    store = open_store(url)
    before = set_store(store)
    yield store
    transaction.abort()
    set_store(before)
    store.close()


@pytest.fixture(scope="session")
def migrated(postgresql_cluster):
    """Name of a PostgreSQL database with its tables, to make others from."""
    name = postgresql_cluster.create_database()
    open_store(postgresql_cluster.url(name)).close()
    return name


@contextmanager
def _copied(cluster, template):
    """URL of a database like another, for the time of the block."""
    name = f"ledger_{secrets.token_hex(4)}"
    engine = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield cluster.url(name)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request, tmp_path):
    """URL of an empty database; the test runs once for each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.sqlite"
        return
    cluster = request.getfixturevalue("postgresql_cluster")
    with _copied(cluster, request.getfixturevalue("migrated")) as url:
        yield url


@pytest.fixture
def fresh(fresh_url):
    """An empty store in use, `ACTIONS` registered; the test runs once for each database."""
    with registered(), opened(fresh_url) as store:
        yield store


@pytest.fixture
def fresh_sqlite(tmp_path):
    """The same on SQLite only."""
    with registered(), opened(f"sqlite:///{tmp_path}/ledger.sqlite") as store:
        yield store
