"""Test layers: a Plone site with the add-on, and the SQL store in a temporary folder."""

from App.config import getConfiguration
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.testing import zope
from sqlalchemy import event

import os
import shutil
import tempfile


class WelfareFilesLayer(PloneSandboxLayer):
    """The add-on installed in the fixture's site."""

    defaultBases = (PLONE_FIXTURE,)

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

    def testTearDown(self):
        """No test finds rows of another, but those of the ledger, which cannot be removed."""
        from .sql.tables import empty

        empty(self.store)
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
