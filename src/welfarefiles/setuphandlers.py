"""What installing and uninstalling does beyond the profiles' XML."""

from .interfaces import ISchool
from plone import api
from Products.CMFPlone.interfaces import INonInstallable
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


class SchoolsRemain(Exception):
    """Uninstalling is refused while a school, and so its files, are in the site."""


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles the add-on control panel does not offer."""

    def getNonInstallableProfiles(self):
        return ["welfarefiles:uninstall", "welfarefiles:demo"]


def post_install(tool):
    """Close what the stock site leaves open (see ``access.globalroles``, ``access.errorlog``)."""
    from . import blinding
    from .access import errorlog
    from .access import globalroles
    from .accounts import installing
    from .forms import installing as forms

    blinding.install(tool.aq_parent)
    globalroles.install(tool.aq_parent)
    # Or whoever looks at the list of users writes them there, and Plone asks whether it is meant.
    tool.aq_parent.acl_users.portal_role_manager.updateRolesList()
    errorlog.install(tool.aq_parent)
    installing.install(tool.aq_parent)
    forms.install(tool.aq_parent)


def pre_uninstall(tool):
    """Refuse while a school is there: without our workflows its files would have no walls.

    The form goes here, while its type is still there.
    """
    from .forms import installing as forms

    catalog = api.portal.get_tool("portal_catalog")
    if catalog.unrestrictedSearchResults(object_provides=ISchool.__identifier__):
        raise SchoolsRemain("A school with its files is still in this site.")
    forms.uninstall(tool.aq_parent)


def post_uninstall(tool):
    """Give back what ``post_install`` took; take out our roles, which no XML can.

    What was taken from people without an account stays taken: nothing is opened unasked.
    """
    from . import blinding
    from .access import errorlog
    from .access import globalroles
    from .accounts import installing
    from .people.roles import OUR_ROLES

    portal = tool.aq_parent
    installing.uninstall(portal)
    blinding.uninstall(portal)
    globalroles.uninstall(portal)
    errorlog.uninstall(portal)
    forget_notes(portal)
    portal.__ac_roles__ = tuple(role for role in portal.__ac_roles__ if role not in OUR_ROLES)
    manager = portal.acl_users.portal_role_manager
    for role in OUR_ROLES & set(manager.listRoleIds()):
        manager.removeRole(role)


def forget_notes(portal):
    """What concerns keep on the site itself; but no reference is ever given to a second file."""
    from .files.numbers import KEY

    annotations = IAnnotations(portal)
    for key in [one for one in annotations if one.startswith("welfarefiles.") and one != KEY]:
        del annotations[key]
