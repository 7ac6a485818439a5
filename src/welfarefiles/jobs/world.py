"""What a job finds when it is done in Plone: the site, its context, and who acts."""

from ..access.wall import is_visible
from ..index.paths import path_of
from ..interfaces import IWelfareContent
from ..interfaces import IWelfareFilesLayer
from ..ledger.circumstances import acting
from ..ledger.writing import enter
from ..sql.configuration import setting
from .claims import now
from .kinds import find_kind
from .kinds import Mistake
from .owners import find_owner
from .runner import NO_KIND
from .runner import NotAllowed
from .tables import DONE
from .tables import PORTAL
from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.users import system
from Acquisition import aq_base
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from plone.browserlayer.utils import registered_layers
from plone.registry.interfaces import IRegistry
from plone.uuid.interfaces import IUUID
from Products.CMFPlone.interfaces import IPloneSiteRoot
from Testing.makerequest import makerequest
from typing import Any
from urllib.parse import urlsplit
from zope.component import getUtility
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import transaction
import Zope2


KEEP_DAYS = "welfarefiles.jobs.result_days"
USUAL_DAYS = 7


@dataclass(frozen=True)
class Opened:
    """A site opened for one transaction of a job."""

    site: Any
    context: Any
    kind: Any


class PloneWorld:
    """Sites of this Zope. `make_app` gives a new connection's root; tests give their own."""

    def __init__(self, make_app=None):
        self.make_app = make_app or Zope2.app

    def sites(self):
        """Paths of the sites in which Welfare Files is installed."""
        with self._app() as app:
            return [
                "/".join(site.getPhysicalPath())
                for site in app.objectValues("Plone Site")
                if _is_ours(site)
            ]

    @contextmanager
    def site(self, path):
        """The site at a path, seen by the system; `Mistake` when there is none."""
        with self._app() as app:
            site = app.unrestrictedTraverse(path.lstrip("/"), None)
            if not IPloneSiteRoot.providedBy(site):
                raise Mistake(NO_KIND)
            setSite(site)
            newSecurityManager(None, system)
            yield site

    @contextmanager
    def opened(self, job, as_owner=True):
        """`Opened` for a job, as its owner with the rights of this moment.

        Raises `NotAllowed` when they do not reach; `as_owner=False`: as the portal, to end a job.
        """
        with self.site(job.site) as site, acting(job.owner.lstrip("/")):
            if not as_owner:
                yield Opened(site, None, None)
                return
            kind = find_kind(job.kind)
            if kind is None:
                raise Mistake(NO_KIND)
            become(site, job.owner)
            yield Opened(site, find_context(site, job, kind), kind)

    def keep_until(self, kind):
        """When the result of a job is to be removed."""
        days = kind.keeps_days
        if days is None:
            days = getUtility(IRegistry).get(KEEP_DAYS, USUAL_DAYS)
        return now() + timedelta(days=days)

    def ended(self, job, state):
        """Enter the end of a person's job; rounds of the clock are no news."""
        if job.owner != PORTAL or state != DONE:
            enter(f"job.{state}", about=job.owner.lstrip("/"), job=job.id, job_kind=job.kind)

    @contextmanager
    def _app(self):
        app = makerequest(self.make_app())
        request = app.REQUEST
        request["PARENTS"] = [app]
        _name_address(request)
        setRequest(request)
        try:
            yield app
        finally:
            transaction.abort()  # a connection with changes cannot be closed
            noSecurityManager()
            setSite(None)
            clearRequest()
            request.close()
            app._p_jar.close()


def become(site, owner):
    """Act as the owner of a job from now on; `NotAllowed` without an account."""
    if owner == PORTAL:
        return
    user = find_owner(site, owner)
    if user is None:
        raise NotAllowed(owner)
    newSecurityManager(None, user)


def find_context(site, job, kind):
    """The object a job is about, if its owner may see it and do there what the job does."""
    context = site if not job.context_uid else _find(site, job.context_uid)
    if job.owner == PORTAL:
        return context
    user = getSecurityManager().getUser()
    hidden = IWelfareContent.providedBy(context) and not is_visible(context, user)
    if context is None or hidden or not user.has_permission(kind.permission, context):
        raise NotAllowed(job.owner)
    return context


def _find(site, uid):
    found = site.unrestrictedTraverse(path_of(uid) or "-", None)
    # what is found by acquisition, or was put in its place, is another
    return found if found is not None and IUUID(aq_base(found), None) == uid else None


def _is_ours(site):
    setSite(site)
    try:
        return IWelfareFilesLayer in registered_layers()
    finally:
        setSite(None)


def _name_address(request):
    """Links in mails lead to the address people use, where the setting "address" says it."""
    address = urlsplit(setting("address") or "")
    if address.hostname:
        standard = {"http": 80, "https": 443}.get(address.scheme)
        request.setServerURL(address.scheme, address.hostname, address.port or standard)
        path = address.path.strip("/")
        root = setting("address-of") or ""
        request["VirtualRootPhysicalPath"] = tuple(root.rstrip("/").split("/"))
        request._script[:] = [path] if path else []
