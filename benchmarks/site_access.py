"""The portal of an instance in this process, for a script: somebody's request without a browser."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from contextlib import contextmanager
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.event import notify
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.traversing.interfaces import BeforeTraverseEvent

import transaction
import Zope2


PORTAL = "portal"


@contextmanager
def application():
    """The root of the database, on a connection of its own that is given back at the end."""
    root = Zope2.app()
    app = makerequest(root)
    app.REQUEST["PARENTS"] = [app]
    setRequest(app.REQUEST)
    try:
        yield app
    finally:
        setSite(None)
        noSecurityManager()
        transaction.abort()
        clearRequest()
        root._p_jar.close()


@contextmanager
def portal_as(user_id):
    """The portal, with somebody signed in; the caller commits."""
    with application() as app:
        portal = app[PORTAL]
        setSite(portal)
        notify(BeforeTraverseEvent(portal, app.REQUEST))  # the add-on's layer
        sign_in(portal, user_id)
        yield portal


def sign_in(portal, user_id):
    """Let somebody act from now on."""
    user = portal.acl_users.getUserById(user_id)
    newSecurityManager(None, user.__of__(portal.acl_users))
