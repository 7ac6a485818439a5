"""Make the portal of an empty database: for a school, or filled with the invented demonstration."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.users import system
from contextlib import contextmanager
from importlib import import_module
from Products.CMFPlone.factory import addPloneSite
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import logging
import transaction


logger = logging.getLogger("welfarefiles")

DISTRIBUTION = "welfarefiles"
PORTAL_ID = "portal"
TITLE = "Welfare Files"
LANGUAGE = "en-gb"
TIMEZONE = "Europe/London"
ADMINISTRATOR = "admin"


@contextmanager
def as_system(app):
    """The application root with a request of its own, seen by the system user."""
    app = makerequest(app)
    app.REQUEST["PARENTS"] = [app]
    setRequest(app.REQUEST)
    newSecurityManager(None, system)
    try:
        yield app
    finally:
        setSite(None)
        transaction.abort()
        noSecurityManager()
        clearRequest()


def portal_ids(app):
    """Ids of the portals at the top of the database."""
    return list(app.objectIds("Plone Site"))


def create_portal(app, portal_id=PORTAL_ID, title=TITLE):
    """Make a portal with the distribution and return it; the caller commits."""
    return addPloneSite(
        app,
        portal_id,
        title=title,
        distribution_name=DISTRIBUTION,
        default_language=LANGUAGE,
        portal_timezone=TIMEZONE,
    )


def set_administrator(app, password):
    """Give the administrator of the whole server, who may read no file, a password.

    To be called after the first portal is made: making it exchanges the user folder.
    """
    app.acl_users._doAddUser(ADMINISTRATOR, password, ["Manager"], [])


def fill_with_demonstration(portal, report):
    """Put the invented school in, marked as invented. `report(sentence)` shows how far it is."""
    portal.portal_setup.runAllImportStepsFromProfile("profile-welfarefiles:demo")
    try:
        build = import_module("welfarefiles.demo.build")
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("welfarefiles.demo"):
            raise
        report("This version has no demonstration data; the portal is empty.")
        return
    build.main(portal, report)


def demonstration_logins():
    """Rows (role, user id, password) of the invented people, or none without a demonstration."""
    try:
        people = import_module("welfarefiles.demo.people")
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("welfarefiles.demo"):
            raise
        return []
    return list(people.logins())


def holds_demonstration(app):
    """Whether any portal here has people with public passwords."""
    return any(_is_demonstration(app[portal_id]) for portal_id in portal_ids(app))


def _is_demonstration(portal):
    registry = getattr(portal, "portal_registry", None)
    return registry is not None and bool(registry.get("welfarefiles.demonstration", False))
