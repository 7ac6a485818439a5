"""Who may do what, where and when: every cell of the table against the portal.

Roles come from the school's team and the file's grants, as in life; only those of Plone are given to
the account. A type, a state or a permission of ours that has no cells fails.
"""

from plone import api
from plone.dexterity.fti import DexterityFTI
from tests import rights
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import grant_all
from tests.school import make_record
from tests.school import name_for
from tests.school import put
from tests.school import sign_in
from tests.school import TEAM
from welfarefiles.access.grants import grants
from welfarefiles.access.wall import is_visible
from welfarefiles.interfaces import IPrivateContent
from welfarefiles.interfaces import IWelfareContent
from welfarefiles.people.roles import FILE_TEAM_ROLES
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.roles import GRANT_ROLES
from welfarefiles.people.roles import OUR_ROLES
from zope.component import getUtilitiesFor
from zope.dottedname.resolve import resolve
from zope.security.interfaces import IPermission

import pytest


KINDS = ("WelfareFile", "ChildProtectionFile")
#: Account names of those whose role is Plone's, and the roles they are given.
PLONE = {
    "Member": ("member", ["Member"]),
    "Owner": ("owner", ["Member", "Owner"]),
    "Other global roles": ("editor", ["Member", "Editor", "Contributor", "Reader", "Reviewer"]),
    "Site Administrator": ("siteadmin", ["Member", "Site Administrator"]),
    "Manager": ("manager", ["Member", "Manager"]),
}
NAMES = ("school", "file", "signed_record", "authorised_record")


@pytest.fixture
def school(integration):
    """A school with a person for every role, and for each kind of file one who is named for it."""
    portal = integration["portal"]
    for user_id, roles in PLONE.values():
        make_user(portal, user_id, roles)
    school = make_school(portal, staff="Staff Member", auditor="Auditor", lead="Welfare Lead")
    for user_id in ("staff", "auditor", "lead", "worker", "reader", "privileged"):
        make_user(portal, user_id)
    for (user_id, role), kind in ((pair, kind) for pair in TEAM.items() for kind in KINDS):
        if role in FILE_TEAM_ROLES:
            make_user(portal, f"{user_id} {kind}")
            name_for(school, f"{user_id} {kind}", role, kind)
    return school


def people(kind):
    """`{role: user id}`; those whose team role reaches into files are named for this kind alone."""
    team = {
        role: f"{user_id} {kind}" if role in FILE_TEAM_ROLES else user_id
        for user_id, role in TEAM.items()
    }
    granted = {"Case Worker": "worker", "Case Reader": "reader", "Privileged Reader": "privileged"}
    plone = {role: user_id for role, (user_id, _roles) in PLONE.items()}
    return {**team, **granted, **plone, "Anonymous": None}


def own(portal, *contents):
    """Make somebody the owner of everything, as far as that goes."""
    owner = portal.acl_users.getUserById("owner")
    for content in contents:
        content.changeOwnership(owner)
        content.manage_setLocalRoles("owner", ["Owner"])


def differences(content, cells, portal, kind):
    """Sentences for the cells of one place that the portal answers otherwise."""
    check = portal.portal_membership.checkPermission
    found = []
    for role, user_id in people(kind).items():
        sign_in(portal, user_id)
        for operation, roles in cells.items():
            if bool(check(operation, content)) != (role in roles):
                verb = "may not" if role in roles else "may"
                found.append(f"{role} {verb}: {operation}")
    return found


def without_role(content, cells, portal, user_ids):
    """The same for people who have no role here: they may what any account may."""
    check = portal.portal_membership.checkPermission
    found = []
    for user_id in user_ids:
        sign_in(portal, user_id)
        found += [
            f"{user_id} may: {operation}"
            for operation, roles in cells.items()
            if check(operation, content) and "Member" not in roles
        ]
    return found


def named_for_other(kind):
    """People who are named for the other kind of file only (R003)."""
    [other] = FILE_TYPES - {kind}
    return [people(other)[role] for role in sorted(FILE_TEAM_ROLES)]


def test_school(integration, school):
    portal = integration["portal"]
    own(portal, school, school["files"])
    for place, cells in rights.read("school").items():
        content = school if place.portal_type == "School" else school["files"]
        assert api.content.get_state(content) == place.state
        for kind in KINDS:
            assert differences(content, cells, portal, kind) == [], place


@pytest.mark.parametrize("kind", KINDS)
def test_file(integration, school, kind):
    portal = integration["portal"]
    file = make_file(school, kind)
    grant_all(file)
    own(portal, school, file)
    places = [place for place in rights.read("file").items() if place[0].portal_type == kind]
    assert len(places) == 4
    for place, cells in places:
        put(file, place.state)
        assert differences(file, cells, portal, kind) == [], place
        assert without_role(file, cells, portal, named_for_other(kind)) == [], place


@pytest.mark.parametrize("name", ["signed_record", "authorised_record"])
@pytest.mark.parametrize("kind", KINDS)
def test_records(integration, school, kind, name):
    portal = integration["portal"]
    file = make_file(school, kind)
    grant_all(file)
    table = rights.read(name)
    records = {
        portal_type: make_record(file, portal_type)
        for portal_type in {place.portal_type for place in table}
    }
    own(portal, school, file, *records.values())
    for file_state in ("open", "transferred", "closed", "retained"):
        put(file, file_state)
        for place, cells in table.items():
            if place.file_state != file_state:
                continue
            record = records[place.portal_type]
            put(record, place.state)
            assert differences(record, cells, portal, kind) == [], place
    put(file, "open")
    for place, cells in table.items():
        if place.file_state == "open":
            record = records[place.portal_type]
            put(record, place.state)
            assert without_role(record, cells, portal, named_for_other(kind)) == [], place


def test_grant_on_another_file_gives_nothing(integration, school):
    portal = integration["portal"]
    grant_all(make_file(school))
    note = make_record(make_file(school), "ContactNote")
    table = rights.whole()
    people = ["worker", "reader", "privileged"]
    file_cells = table[rights.Place("WelfareFile", "open")]
    note_cells = table[rights.Place("ContactNote", "draft", "open")]
    assert without_role(note.aq_parent, file_cells, portal, people) == []
    assert without_role(note, note_cells, portal, people) == []


def test_grant_adds_nothing_to_what_a_team_role_may_not(integration, school):
    """An auditor who is granted one file reads that file: roles add up, and nothing else does."""
    portal = integration["portal"]
    file = make_file(school)
    grants(file).give("auditor", "Case Reader", "Inspection of one file", "lead")
    cells = rights.read("file")[rights.Place("WelfareFile", "open")]
    check = portal.portal_membership.checkPermission
    sign_in(portal, "auditor")
    wrong = [
        operation
        for operation, roles in cells.items()
        if bool(check(operation, file)) != bool(roles & {"Auditor", "Case Reader"})
    ]
    assert wrong == []


def test_administrators_are_outside_the_wall(integration, school):
    """Whatever rights an administrator acquires from the site, nothing of a file is published to them."""
    portal = integration["portal"]
    note = make_record(make_file(school), "ContactNote")
    for user_id in ("manager", "siteadmin", "editor", "owner", "member"):
        user = portal.acl_users.getUserById(user_id)
        assert not is_visible(note, user)
        assert not is_visible(note.aq_parent, user)


# Nothing is left out of the table.


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
        inside = IPrivateContent.implementedBy(klass) and portal_type not in FILE_TYPES
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
    ours = {one.title for _id, one in getUtilitiesFor(IPermission) if one.id.startswith("welfarefiles.")}
    mapped = {
        permission
        for portal_type in our_types()
        for workflow in workflows(portal_type)
        for permission in workflow.permissions
    }
    return ours | mapped


def test_every_type_in_every_state_has_its_cells(integration):
    assert set(rights.whole()) == our_places()


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


def test_every_role_has_its_column(integration):
    for name in NAMES:
        assert set(rights.roles(name)) == OUR_ROLES | set(PLONE) | {"Anonymous"}
    assert set(people("WelfareFile")) == set(rights.roles("file"))
    assert set(GRANT_ROLES) < OUR_ROLES


def test_every_role_of_the_site_is_known_to_the_table(integration):
    """A new role of the site needs a column, or a place among those of Plone."""
    plone = {role for _id, roles in PLONE.values() for role in roles}
    valid = set(integration["portal"].valid_roles())
    assert valid - OUR_ROLES - plone == {"Anonymous", "Authenticated"}


@pytest.mark.parametrize(
    "change", ["type", "state", "permission"], ids=["new type", "new state", "new permission"]
)
def test_what_is_new_and_has_no_cells_is_noticed(integration, change):
    """The two tests above would fail: shown by making something new."""
    workflow_tool = api.portal.get_tool("portal_workflow")
    types = api.portal.get_tool("portal_types")
    if change == "type":
        fields = {"klass": types["ContactNote"].klass, "schema": types["ContactNote"].schema}
        types._setObject("MedicationLog", DexterityFTI("MedicationLog", **fields))
        workflow_tool.setChainForPortalTypes(["MedicationLog"], ["record_workflow"])
    elif change == "state":
        workflow_tool["welfare_file_workflow"].states.addState("held")
    else:
        workflow_tool["record_workflow"].addManagedPermission("Manage portal content types")
        assert not all(our_operations() <= set(cells) for cells in rights.whole().values())
        return
    assert set(rights.whole()) < our_places()
