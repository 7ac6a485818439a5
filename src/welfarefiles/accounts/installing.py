"""Put our plugin in the place of Plone's own in a site's user folder, and guard Zope's own.

Zope's own folder keeps its plugins (other sites in the same database use it): there we add sessions
and the lock after wrong tries, so that its administrators sign in at our page as everybody else.
"""

from ..access.health import sites
from .plugin import AccountsPlugin
from .plugin import INTERFACES
from .plugin import PLUGIN_ID
from Products.CMFCore.utils import getToolByName
from Products.PlonePAS.interfaces.plugins import IUserManagement
from Products.PluggableAuthService.interfaces.authservice import IPluggableAuthService
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsResetPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsUpdatePlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.interfaces.plugins import IUserAdderPlugin
from Products.PluggableAuthService.interfaces.plugins import IValidationPlugin

import logging


logger = logging.getLogger(__name__)

#: Of the site's folder: signed cookies, passwords from any form, tokens, eight characters.
REPLACED = (
    (IExtractionPlugin, "credentials_cookie_auth"),
    (IExtractionPlugin, "session"),
    (IExtractionPlugin, "jwt_auth"),
    (IAuthenticationPlugin, "session"),
    (IAuthenticationPlugin, "jwt_auth"),
    (ICredentialsUpdatePlugin, "session"),
    (ICredentialsResetPlugin, "session"),
    (IValidationPlugin, "password_policy"),
)
#: Of Zope's own: takes a password out of whatever JSON is sent to any address, and old tokens.
REPLACED_ABOVE = ((IExtractionPlugin, "jwt_auth"), (IAuthenticationPlugin, "jwt_auth"))
#: They know passwords: from now on our plugin asks them.
SITE_PASSWORDS, ZOPE_PASSWORDS = ("source_users",), ("users",)
#: Ours comes first where it must see or refuse what others then do.
FIRST = (IUserManagement, IUserAdderPlugin)
KNOWN = {interface.__name__: interface for interface, _id in REPLACED}


def install(portal):
    """Install in a site and in Zope's own folder; again and again without harm."""
    accounts = getToolByName(portal, "acl_users")
    _install(accounts, SITE_PASSWORDS, REPLACED, (*INTERFACES, *FIRST))
    above = _zopes(portal)
    if above is not None:
        _install(above, ZOPE_PASSWORDS, REPLACED_ABOVE, (IExtractionPlugin, IAuthenticationPlugin))


def _install(accounts, delegates, replaced, interfaces):
    if PLUGIN_ID not in accounts.objectIds():
        accounts._setObject(PLUGIN_ID, AccountsPlugin(PLUGIN_ID, "Sessions and guarded passwords"))
    plugin, plugins = accounts[PLUGIN_ID], accounts.plugins
    wanted = [*replaced, *((IAuthenticationPlugin, id) for id in delegates)]
    found = [(kind, id) for kind, id in wanted if id in plugins.listPluginIds(kind)]
    for kind, id in found:
        plugins.deactivatePlugin(kind, id)
    plugin.delegates = delegates
    plugin.replaced = (*plugin.replaced, *((kind.__name__, id) for kind, id in found))
    for kind in interfaces:
        if PLUGIN_ID not in plugins.listPluginIds(kind):
            plugins.activatePlugin(kind, PLUGIN_ID)
        plugins.movePluginsTop(kind, [PLUGIN_ID])


def uninstall(portal):
    """Give everything back, in Zope's own folder too unless another site of ours needs it."""
    _uninstall(getToolByName(portal, "acl_users"))
    above = _zopes(portal)
    others = [item for item in portal.aq_parent.objectValues("Plone Site") if item != portal]
    if above is not None and not any(PLUGIN_ID in other.acl_users.objectIds() for other in others):
        _uninstall(above)


def _uninstall(accounts):
    if PLUGIN_ID not in accounts.objectIds():
        return
    replaced, plugins = accounts[PLUGIN_ID].replaced, accounts.plugins
    accounts._delObject(PLUGIN_ID)
    for name, id in replaced:
        if id in accounts.objectIds() and id not in plugins.listPluginIds(KNOWN[name]):
            plugins.activatePlugin(KNOWN[name], id)


def _zopes(portal):
    above = getattr(portal.aq_parent, "acl_users", None)
    return above if IPluggableAuthService.providedBy(above) else None


def problems(portal):
    """Sentences about what undoes our signing in, for the administrator; empty when all is well."""
    plugins = getToolByName(portal, "acl_users").plugins
    allowed = {IExtractionPlugin: {PLUGIN_ID, "credentials_basic_auth"}}
    allowed[IAuthenticationPlugin] = {PLUGIN_ID}
    return [
        f"“{id}” lets people in past the second step and the lock: deactivate {kind.__name__}."
        for kind, good in allowed.items()
        for id in plugins.listPluginIds(kind)
        if id not in good
    ]


def warn_at_start(event):
    """Subscriber of `IDatabaseOpenedWithRoot`: log the problems of every site of ours."""
    connection = event.database.open()
    try:
        for site in sites(connection.root().get("Application")):
            for problem in problems(site):
                logger.error("Site %s: %s", site.getId(), problem)
    finally:
        connection.close()
