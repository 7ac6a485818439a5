"""Our roles are never global: no user, group or role manager can carry one.

Every plugin of the accounts that answers roles (for users, for their groups, on a REST request,
in the ZMI) hands them to the user object, which a factory plugin makes for each request. Ours
makes one that does not take our roles. Nothing of it is stored but the plugin itself.
"""

from ..people.roles import OUR_ROLES
from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from Acquisition import aq_base
from Products.CMFCore.utils import getToolByName
from Products.PlonePAS.plugins.ufactory import PloneUser
from Products.PluggableAuthService.interfaces.plugins import IUserFactoryPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from zope.interface import implementer


PLUGIN_ID = "welfarefiles_user_factory"


class WelfareUser(PloneUser):
    """A user of the site who has none of our roles globally."""

    def _addRoles(self, roles=()):
        super()._addRoles([role for role in roles if role not in OUR_ROLES])

    def _getLocalRolesPlugins(self):
        """Plugins that answer local roles: looked up once for the request the user lives in."""
        own = aq_base(self)
        if own._role_plugins is None:
            own._role_plugins = super()._getLocalRolesPlugins()
        return own._role_plugins

    _role_plugins = None


InitializeClass(WelfareUser)


@implementer(IUserFactoryPlugin)
class WelfareUserFactory(BasePlugin):
    """Makes the users of the site."""

    meta_type = "Welfare Files User Factory"
    security = ClassSecurityInfo()

    def __init__(self, id, title=""):
        self._setId(id)
        self.title = title

    @security.private
    def createUser(self, user_id, name):
        """See `IUserFactoryPlugin`."""
        return WelfareUser(user_id, name)


InitializeClass(WelfareUserFactory)


def install(portal):
    """Put our factory before all others; again and again without harm."""
    acl_users = getToolByName(portal, "acl_users")
    if PLUGIN_ID not in acl_users.objectIds():
        acl_users._setObject(PLUGIN_ID, WelfareUserFactory(PLUGIN_ID, "No global welfare roles"))
    plugins = acl_users.plugins
    if PLUGIN_ID not in plugins.listPluginIds(IUserFactoryPlugin):
        plugins.activatePlugin(IUserFactoryPlugin, PLUGIN_ID)
    while not comes_first(portal):
        plugins.movePluginsUp(IUserFactoryPlugin, [PLUGIN_ID])


def uninstall(portal):
    """Take our factory out; the site's own makes users again."""
    acl_users = getToolByName(portal, "acl_users")
    if PLUGIN_ID in acl_users.plugins.listPluginIds(IUserFactoryPlugin):
        acl_users.plugins.deactivatePlugin(IUserFactoryPlugin, PLUGIN_ID)
    if PLUGIN_ID in acl_users.objectIds():
        acl_users._delObject(PLUGIN_ID)


def comes_first(portal):
    """Whether our factory is asked before all others."""
    plugins = getToolByName(portal, "acl_users").plugins
    return plugins.listPluginIds(IUserFactoryPlugin)[:1] == (PLUGIN_ID,)
