"""Is an id that of a group? Roles are for people: a group's members can be changed by IT."""

from ..unchanged import while_unchanged
from .remembered import once_a_request
from Products.CMFCore.utils import getToolByName
from zope.component.hooks import getSite


@once_a_request
def is_group(principal_id):
    """Whether any plugin of the site knows a group of this id."""
    return while_unchanged(("is group", principal_id), lambda: _is_group(principal_id))


def _is_group(principal_id):
    return getToolByName(getSite(), "acl_users").getGroup(principal_id) is not None
