"""Names of staff, for the screen."""

from ..unchanged import while_unchanged
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
    """Name of a member of staff; the id itself for somebody who is no longer known."""
    if not user_id:
        return ""
    if user_id.startswith(ELSEWHERE):
        return user_id.removeprefix(ELSEWHERE)
    return while_unchanged(("fullname", user_id), lambda: _found(user_id))


def _found(user_id):
    """What the plugins of the accounts say that know properties.

    To make the whole user, with groups and roles, takes ten times as long.
    """
    user = PropertiedUser(user_id)
    plugins = getToolByName(getSite(), "acl_users").plugins.listPlugins(IPropertiesPlugin)
    names = (_fullname(plugin.getPropertiesForUser(user)) for _id, plugin in plugins)
    return next(filter(None, names), user_id)


def _fullname(properties):
    """The name in what one plugin answers: a property sheet, a mapping or nothing."""
    get = getattr(properties, "getProperty", None) or getattr(properties, "get", None)
    return get("fullname", "") if get else ""
