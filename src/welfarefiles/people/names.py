"""Names of staff, for the screen."""

from .remembered import once_a_request
from Products.CMFCore.utils import getToolByName
from zope.component.hooks import getSite


@once_a_request
def fullname(user_id):
    """Name of a member of staff; the id itself for somebody who is no longer known."""
    if not user_id:
        return ""
    user = getToolByName(getSite(), "acl_users").getUserById(user_id)
    get_property = getattr(user, "getProperty", None)
    return (get_property("fullname", "") if get_property else "") or user_id
