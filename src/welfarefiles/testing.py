"""Test layers: a Plone site with the add-on, and the SQL store in a temporary folder."""

from App.config import getConfiguration
from contextlib import closing
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.testing import zope
from sqlalchemy import event

import gc
import os
import shutil
import sqlite3
import tempfile


class WelfareFilesLayer(PloneSandboxLayer):
    """The add-on installed in the fixture's site."""

    defaultBases = (PLONE_FIXTURE,)
    #: Rows as every test finds them.
    before = None

    def setUpZope(self, app, configurationContext):
        from .sql import engine

        import welfarefiles

        self.folder = tempfile.mkdtemp(prefix="welfarefiles-")
        # packs lie beside the databases: not where other processes keep and sweep theirs
        self.client_home = getConfiguration().clienthome
        getConfiguration().clienthome = os.path.join(self.folder, "instance")
        os.environ["WELFAREFILES_KEY_FILE"] = f"{self.folder}/welfarefiles.key"
        self.store = engine.open_store(f"sqlite:///{self.folder}/welfarefiles.sqlite")
        # What a test writes need not outlast a power cut.
        event.listen(self.store.write_engine, "connect", write_lazily)
        event.listen(self.store.write_engine, "begin", self.count)
        self.store.writes_of_test = 0
        self.store.close()
        engine.set_store(self.store)
        os.environ["WELFAREFILES_MAIL_QUEUE"] = os.path.join(self.folder, "mail-queue")
        # no threads that do jobs by themselves: tests say when
        os.environ["WELFAREFILES_JOBS"] = "workers"
        self.loadZCML(package=welfarefiles)
        self.loadZCML(name="overrides.zcml", package=welfarefiles)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "plone.restapi:default")
        applyProfile(portal, "welfarefiles:default")
        # Most tests are about something else than signing in: a password in each request will do.
        portal.portal_registry["welfarefiles.accounts.second_factor_roles"] = []
        portal.portal_registry["welfarefiles.accounts.basic_authentication"] = True

    def setUp(self):
        super().setUp()
        # All that was imported stays: to look through it for garbage again and again costs a tenth.
        gc.collect()
        gc.freeze()

    def count(self, _connection):
        """One more transaction that may have written rows."""
        self.store.writes_of_test += 1

    def testSetUp(self):
        """Remember which rows there are before the first test, those of the ledger among them."""
        if self.before is None:
            self.before = Copy(self.store)
        self.store.writes_of_test = 0

    def testTearDown(self):
        """No test finds rows of another."""
        if self.store.writes_of_test:
            self.before.put_back(self.store)
        shutil.rmtree(os.environ["WELFAREFILES_MAIL_QUEUE"], ignore_errors=True)

    def tearDownZope(self, app):
        from .sql import engine

        engine.set_store(None)
        getConfiguration().clienthome = self.client_home
        del os.environ["WELFAREFILES_KEY_FILE"]
        for name in ("WELFAREFILES_MAIL_QUEUE", "WELFAREFILES_JOBS"):
            del os.environ[name]
        self.store.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Copy:
    """All that is in a store in SQLite, to be put back into it: also what triggers keep there."""

    def __init__(self, store):
        self.kept = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(store.read_engine.raw_connection()) as connection:
            connection.driver_connection.backup(self.kept)

    def put_back(self, store):
        """Everything that was written since is gone.

        By a connection of its own: what the store's have of the text index in their memory they
        look at again only when another one wrote.
        """
        with closing(sqlite3.connect(store.url.database)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            self.kept.backup(connection)


def write_lazily(connection, _record):
    """Let SQLite answer before what it wrote is on the disk."""
    connection.execute("PRAGMA synchronous=OFF")


class FilteredServer(zope.WSGIServer):
    """A real HTTP server behind the instance's own pipeline: our filter, then Zope's."""

    pipeline = [
        ("welfarefiles", "paste.filter_app_factory", "scope", {}),
        *zope.WSGIServer.pipeline,
    ]

    def make_wsgi_app(self):
        """The stock layer reads a configuration of its own, in which files lie elsewhere."""
        home = getConfiguration().clienthome
        made = super().make_wsgi_app()
        getConfiguration().clienthome = home
        return made

    def tearDownServer(self):
        """Forget the port: the stock layer would ask for the same one when it is set up again."""
        super().tearDownServer()
        self.host, self.port = type(self).host, type(self).port


FIXTURE = WelfareFilesLayer()
FILTERED_SERVER = FilteredServer()
INTEGRATION_TESTING = IntegrationTesting(bases=(FIXTURE,), name="WelfareFiles:Integration")
FUNCTIONAL_TESTING = FunctionalTesting(bases=(FIXTURE,), name="WelfareFiles:Functional")
HTTP_TESTING = FunctionalTesting(bases=(FIXTURE, FILTERED_SERVER), name="WelfareFiles:HTTP")
