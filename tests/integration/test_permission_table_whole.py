"""Nothing is left out of the table of rights: no type, state, permission or role of ours.

Whoever adds one adds its cells, by thinking, or these tests fail.
"""

from plone import api
from plone.dexterity.fti import DexterityFTI
from tests import rights
from welfarefiles.interfaces import IPrivateContent
from welfarefiles.interfaces import IRaisedConcern
from welfarefiles.interfaces import IWelfareContent
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.roles import OUR_ROLES
from zope.component import getUtilitiesFor
from zope.dottedname.resolve import resolve
from zope.security.interfaces import IPermission

import pytest


#: Roles of Plone with a column, and those that share the column "Other global roles".
PLONE = {"Member", "Owner", "Site Administrator", "Manager"}
OTHERS = {"Editor", "Contributor", "Reader", "Reviewer"}


def our_types():
    """`{portal_type: class}` of ours that the site knows."""
    found = {}
    for info in api.portal.get_tool("portal_types").objectValues():
        klass = resolve(getattr(info, "klass", None) or "builtins.object")
        if IWelfareContent.implementedBy(klass):
            found[info.getId()] = klass
    return found


def our_places():
    """Every `Place` there can be, by the types and workflows of the site."""
    file_states = states("WelfareFile")
    places = set()
    for portal_type, klass in our_types().items():
        alone = portal_type in FILE_TYPES or IRaisedConcern.implementedBy(klass)
        inside = IPrivateContent.implementedBy(klass) and not alone
        for state in states(portal_type):
            places |= {
                rights.Place(portal_type, state, file_state)
                for file_state in (file_states if inside else [""])
            }
    return places


def workflows(portal_type):
    return api.portal.get_tool("portal_workflow").getWorkflowsFor(portal_type)


def states(portal_type):
    [workflow] = workflows(portal_type)
    return list(workflow.states.objectIds())


def our_operations():
    """Titles of our permissions, and all that a workflow of ours decides about."""
    ours = {
        one.title for _id, one in getUtilitiesFor(IPermission) if one.id.startswith("welfarefiles.")
    }
    mapped = {
        permission
        for portal_type in our_types()
        for workflow in workflows(portal_type)
        for permission in workflow.permissions
    }
    return ours | mapped


def test_every_type_in_every_state_has_its_cells(integration):
    assert set(rights.whole()) == our_places()


def test_restricted_records_have_their_cells(integration):
    """But for the closing summary, which is about the whole file and is never restricted."""
    table = rights.read(rights.RESTRICTED)
    outside = {place for place in our_places() if place.file_state}
    assert set(table) == {place for place in outside if place.portal_type != "ClosingSummary"}
    assert all(our_operations() <= set(cells) for cells in table.values())


def test_every_permission_has_its_cells_everywhere(integration):
    lacking = {
        str(place): sorted(our_operations() - set(cells))
        for place, cells in rights.whole().items()
        if our_operations() - set(cells)
    }
    assert lacking == {}


def test_operations_are_permissions_of_the_site(integration):
    """A permission that is misspelt would be one nobody has."""
    known = set(integration["portal"].possible_permissions())
    unknown = {operation for cells in rights.whole().values() for operation in cells} - known
    assert unknown == set()


@pytest.mark.parametrize(
    "name",
    [
        "school",
        "file",
        "signed_record",
        "authorised_record",
        "letter",
        "restricted_record",
        "raised_concern",
    ],
)
def test_every_role_has_its_column(integration, name):
    assert set(rights.roles(name)) == OUR_ROLES | PLONE | {"Other global roles", "Anonymous"}


def test_every_role_of_the_site_is_known_to_the_table(integration):
    """A new role of the site needs a column, or a place among those of Plone."""
    valid = set(integration["portal"].valid_roles())
    assert valid - OUR_ROLES - PLONE - OTHERS == {"Anonymous", "Authenticated"}


@pytest.mark.parametrize(
    "change", ["type", "state", "permission"], ids=["new type", "new state", "new permission"]
)
def test_what_is_new_and_has_no_cells_is_noticed(integration, change):
    """The two tests above would fail: shown by making something new."""
    workflow_tool = api.portal.get_tool("portal_workflow")
    types = api.portal.get_tool("portal_types")
    if change == "type":
        fields = {"klass": types["ContactNote"].klass, "schema": types["ContactNote"].schema}
        types._setObject("NewRecord", DexterityFTI("NewRecord", **fields))
        workflow_tool.setChainForPortalTypes(["NewRecord"], ["record_workflow"])
    elif change == "state":
        workflow_tool["welfare_file_workflow"].states.addState("held")
    else:
        workflow_tool["record_workflow"].addManagedPermission("Manage portal content types")
        assert not all(our_operations() <= set(cells) for cells in rights.whole().values())
        return
    assert set(rights.whole()) < our_places()
