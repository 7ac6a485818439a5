"""A world for jobs without Plone: an object database with one object, and kinds made for tests."""

from BTrees.OOBTree import OOBTree
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from persistent import Persistent
from welfarefiles.jobs.claims import now
from welfarefiles.jobs.interfaces import IJobKind
from welfarefiles.jobs.interfaces import IPeriodicWork
from welfarefiles.jobs.kinds import find_kind
from welfarefiles.jobs.kinds import JobKind
from welfarefiles.jobs.kinds import Mistake
from welfarefiles.jobs.kinds import PeriodicWork
from welfarefiles.jobs.kinds import Result
from welfarefiles.jobs.rows import JobWriter
from welfarefiles.jobs.rows import new_row
from welfarefiles.jobs.runner import NO_KIND
from welfarefiles.jobs.runner import NotAllowed
from welfarefiles.jobs.tables import jobs
from welfarefiles.jobs.when import Every
from welfarefiles.sql.joined import joined
from ZODB.FileStorage import FileStorage
from zope.annotation.attribute import AttributeAnnotations
from zope.annotation.interfaces import IAnnotations
from zope.annotation.interfaces import IAttributeAnnotatable
from zope.component import getGlobalSiteManager
from zope.component import getUtilitiesFor
from zope.interface import implementer

import secrets
import sqlalchemy
import transaction
import types
import ZODB


SITE = "/site"


@implementer(IAttributeAnnotatable)
class Site(Persistent):
    """Counts what was done to it."""

    def __init__(self):
        self.counts = OOBTree()

    def count(self, name):
        self.counts[name] = self.counts.get(name, 0) + 1


class TinyWorld:
    """`rights`: owners who may do what they asked for; None: everybody."""

    def __init__(self, db, rights=None):
        self.db = db
        self.rights = rights
        self.ends = []

    @classmethod
    def in_memory(cls):
        return cls(made(ZODB.DB(None)))

    @classmethod
    def stored(cls, where):
        """Objects in PostgreSQL (its address) or in a file (its path)."""
        return cls(made(ZODB.DB(_storage(where))))

    def sites(self):
        return [SITE]

    @contextmanager
    def site(self, path):
        connection = self.db.open()
        try:
            if path != SITE:
                raise Mistake(NO_KIND)
            yield connection.root()["site"]
        finally:
            transaction.abort()
            connection.close()

    @contextmanager
    def opened(self, job, as_owner=True):
        with self.site(job.site) as site:
            kind = find_kind(job.kind)
            if as_owner and kind is None:
                raise Mistake(NO_KIND)
            if as_owner and self.rights is not None and job.owner not in self.rights:
                raise NotAllowed(job.owner)
            yield types.SimpleNamespace(site=site, context=site, kind=kind)

    def keep_until(self, kind):
        return now() + timedelta(days=1)

    def ended(self, job, state):
        self.ends.append((job.id, state))

    @property
    def counts(self):
        with self.site(SITE) as site:
            return dict(site.counts)


def _storage(where):
    if not where.startswith("postgresql"):
        return FileStorage(where)
    from psycopg2.extensions import parse_dsn
    from relstorage.adapters.postgresql import PostgreSQLAdapter
    from relstorage.options import Options
    from relstorage.storage import RelStorage

    options = Options(keep_history=False, driver="psycopg2")
    parts = parse_dsn(where.replace("postgresql+psycopg2:", "postgresql:"))
    dsn = " ".join(f"{name}='{value}'" for name, value in parts.items())
    return RelStorage(PostgreSQLAdapter(dsn=dsn, options=options), options=options)


def made(db):
    """The database with its one object."""
    for attempt in transaction.manager.attempts():
        with attempt:
            connection = db.open()
            root = connection.root()
            if "site" not in root:
                root["site"] = Site()
        connection.close()
    return db


effects = sqlalchemy.Table(
    "effects",
    sqlalchemy.MetaData(),
    sqlalchemy.Column("job", sqlalchemy.Text),
    sqlalchemy.Column("step", sqlalchemy.Text),
)


class Counting(JobKind):
    """Every second step counts among the objects, every other adds a row to the store."""

    title = "Counting"

    def steps(self, context, arguments):
        return [f"{arguments['name']}-{number}" for number in range(arguments["number"])]

    def do(self, context, arguments, step):
        if int(step.rpartition("-")[2]) % 2:
            row = {"job": arguments["name"], "step": step}
            joined(JobWriter).writes.append(lambda store: store.execute(effects.insert(), row))
        else:
            context.count(step)
        return 1

    def result(self, context, arguments, outcomes):
        return Result("count.txt", "text/plain", str(sum(outcomes)).encode())


class Scripted(JobKind):
    """Each step does what a function of the test says."""

    title = "Scripted"

    def __init__(self, function, steps=("a", "b", "c")):
        self.function = function
        self.keys = steps

    def steps(self, context, arguments):
        return list(self.keys)

    def do(self, context, arguments, step):
        context.count(step)
        return self.function(step)


class Round(PeriodicWork):
    """Counts its rounds."""

    title = "Round"
    when = Every(1)

    def do(self, context, arguments, step):
        context.count("round")


def register():
    """Register what the tiny world needs, its round alone; returns what undoes it."""
    components, undo = getGlobalSiteManager(), []
    for name, work in list(getUtilitiesFor(IPeriodicWork)):  # of a portal in this process
        components.unregisterUtility(work, IPeriodicWork, name)
        undo.append(partial(components.registerUtility, work, IPeriodicWork, name))
    for kind, provided, name in (
        (Counting(), IJobKind, "tests.counting"),
        (Round(), IPeriodicWork, "tests.round"),
    ):
        components.registerUtility(kind, provided, name)
        undo.append(partial(components.unregisterUtility, None, provided, name))
    if IAnnotations(Site(), None) is None:  # without Plone
        components.registerAdapter(AttributeAnnotations)
        undo.append(partial(components.unregisterAdapter, AttributeAnnotations))
    return undo


@contextmanager
def registered():
    """The same for the time of the block."""
    undo = register()
    try:
        yield
    finally:
        for one in undo:
            one()


def put_job(store, kind="tests.counting", owner="lead", once=None, **arguments):
    """A job in the table; its id."""
    row = new_row(secrets.token_hex(16), SITE, kind, owner, arguments=arguments, once=once)
    with store.writing() as connection:
        connection.execute(jobs.insert(), row)
    return row["id"]


def put_counting(store, number, steps=2):
    """So many counting jobs at once; their ids."""
    rows = [
        new_row(
            secrets.token_hex(16),
            SITE,
            "tests.counting",
            "lead",
            arguments={"name": f"job{one}", "number": steps},
        )
        for one in range(number)
    ]
    with store.writing() as connection:
        effects.metadata.create_all(connection)
        connection.execute(jobs.insert(), rows)
    return [row["id"] for row in rows]


def all_effects(store, world):
    """How often each step took effect, wherever it does."""
    with store.reading() as connection:
        rows = connection.execute(effects.select()).all()
    counts = dict(world.counts)
    for row in rows:
        counts[row.step] = counts.get(row.step, 0) + 1
    return counts


def row_of(store, job_id):
    """The job as it stands in the table."""
    with store.reading() as connection:
        return connection.execute(jobs.select().where(jobs.c.id == job_id)).one()
