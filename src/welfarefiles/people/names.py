"""Names of staff, for the screen."""

from .remembered import once_a_request
from Products.CMFCore.utils import getToolByName
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from zope.component.hooks import getSite


#: So begins what stands for a person of another school, followed by their name. No account of a
#: portal can be called so, and nobody signs in by it.
ELSEWHERE = "elsewhere:"


@once_a_request
def fullname(user_id):
    """Name of a member of staff; the id itself for somebody who is no longer known.

    Asks those plugins of the accounts that know properties: to make the whole user, with groups and
    roles, takes ten times as long.
    """
    if not user_id:
        return ""
    if user_id.startswith(ELSEWHERE):
        return user_id.removeprefix(ELSEWHERE)
    user = PropertiedUser(user_id)
    plugins = getToolByName(getSite(), "acl_users").plugins.listPlugins(IPropertiesPlugin)
    names = (_fullname(plugin.getPropertiesForUser(user)) for _id, plugin in plugins)
    return next(filter(None, names), user_id)


def _fullname(properties):
    """The name in what one plugin answers: a property sheet, a mapping or nothing."""
    get = getattr(properties, "getProperty", None) or getattr(properties, "get", None)
    return get("fullname", "") if get else ""
