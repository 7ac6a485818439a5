"""What an administrator could set that would undo need-to-know: found at start and on demand."""

from .globalroles import comes_first
from Acquisition import aq_base
from Products.CMFCore.interfaces import ISiteRoot
from Products.CMFCore.utils import getToolByName
from Products.PlonePAS.interfaces.plugins import ILocalRolesPlugin

import logging


logger = logging.getLogger(__name__)

LOCAL_ROLES = ("borg_localroles",)


def problems(portal):
    """Sentences for the administrator, empty when all is well.

    A cache of accounts keeps a person in whose access was taken back; another factory of users
    lets our roles be global; another source of local roles lets them be stored on content.
    """
    accounts = getToolByName(portal, "acl_users")
    found = [
        f"“{item.getId()}” is cached: access that was taken back lasts. Take its cache away."
        for item in (accounts, *accounts.objectValues())
        if _is_cached(item)
    ]
    if not comes_first(portal):
        found.append("Our user factory is not the first: install the add-on again.")
    if accounts.plugins.listPluginIds(ILocalRolesPlugin) != LOCAL_ROLES:
        found.append("Local roles come from more than “borg_localroles”: deactivate the others.")
    return found


def warn_at_start(event):
    """Subscriber of `IDatabaseOpenedWithRoot`: log the problems of every site of ours."""
    connection = event.database.open()
    try:
        application = connection.root().get("Application")
        for site in sites(application):
            for problem in problems(site):
                logger.error("Site %s: %s", site.getId(), problem)
    finally:
        connection.close()


def sites(application):
    """Sites in which the add-on is installed, known by its factory."""
    items = application.objectValues() if application is not None else ()
    return [item for item in items if ISiteRoot.providedBy(item) and _has_add_on(item)]


def _has_add_on(site):
    setup = getToolByName(site, "portal_setup", None)
    return setup is not None and (
        setup.getLastVersionForProfile("welfarefiles:default") != "unknown"
    )


def _is_cached(item):
    # Without acquisition: a plugin would take the manager of the user folder for its own.
    get_manager = getattr(aq_base(item), "ZCacheable_getManagerId", None)
    return get_manager is not None and get_manager() is not None
