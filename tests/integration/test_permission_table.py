"""Who may do what, where and when: every cell of the table against the portal.

Roles come from the school's team and the file's grants, as in life; only those of Plone are given
to the account. That nothing is left out of the table is seen to by `test_permission_table_whole`.
"""

from plone import api
from tests import rights
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import grant_all
from tests.school import make_record
from tests.school import name_for
from tests.school import NOW
from tests.school import put
from tests.school import sign_in
from tests.school import state_of
from tests.school import TEAM
from welfarefiles.access import section
from welfarefiles.access.grants import grants
from welfarefiles.access.wall import is_visible
from welfarefiles.forms.raising import raise_concern
from welfarefiles.forms.raising import Sent
from welfarefiles.people.roles import FILE_TEAM_ROLES
from welfarefiles.people.roles import FILE_TYPES

import os
import pytest


KINDS = ("WelfareFile", "ChildProtectionFile")
THOROUGH = bool(os.environ.get("WELFAREFILES_THOROUGH"))
#: Account names of those whose role is Plone's, and the roles they are given.
PLONE = {
    "Member": ("member", ["Member"]),
    "Owner": ("owner", ["Member", "Owner"]),
    "Other global roles": ("editor", ["Member", "Editor", "Contributor", "Reader", "Reviewer"]),
    "Site Administrator": ("siteadmin", ["Member", "Site Administrator"]),
    "Manager": ("manager", ["Member", "Manager"]),
}
FOLDERS = {"FilesFolder": "files", "ConcernsFolder": "concerns"}
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
        content = school if place.portal_type == "School" else school[FOLDERS[place.portal_type]]
        assert api.content.get_state(content) == place.state
        for kind in KINDS:
            assert differences(content, cells, portal, kind) == [], place


def test_raised_concern(integration, school):
    """Leads named for welfare files, and nobody named for the other kind only (R003)."""
    portal = integration["portal"]
    sign_in(portal, "staff")
    concern = raise_concern(school["concerns"], Sent("A child", (("what", "What", "Seen"),)))
    own(portal, concern)
    for place, cells in rights.read("raised_concern").items():
        put(concern, place.state)
        assert differences(concern, cells, portal, "WelfareFile") == [], place
        assert without_role(concern, cells, portal, named_for_other("WelfareFile")) == [], place


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


@pytest.mark.parametrize(
    ("kind", "name", "types"),
    [
        ("WelfareFile", "signed_record", None),
        ("WelfareFile", "authorised_record", None),
        ("WelfareFile", "letter", None),
        # Rights in the other kind of file come the same way: one type of each workflow will do.
        ("ChildProtectionFile", "signed_record", {"ContactNote"}),
        ("ChildProtectionFile", "authorised_record", {"Plan"}),
    ],
)
def test_records(integration, school, kind, name, types):
    portal = integration["portal"]
    file = make_file(school, kind)
    grant_all(file)
    table = {
        place: cells
        for place, cells in rights.read(name).items()
        if types is None or place.portal_type in types
    }
    records = {one: make_record(file, one) for one in {place.portal_type for place in table}}
    own(portal, school, file, *records.values())
    for place, cells in sorted(table.items(), key=lambda item: item[0].file_state):
        record = records[place.portal_type]
        if state_of(file) != place.file_state:
            put(file, place.file_state)
        put(record, place.state)
        assert differences(record, cells, portal, kind) == [], place
        if place.file_state == "open":
            assert without_role(record, cells, portal, named_for_other(kind)) == [], place


@pytest.mark.parametrize("kind", KINDS)
def test_restricted_records(integration, school, kind):
    """Moved into the section each role has its cells there, in every state of record and file."""
    portal = integration["portal"]
    file = make_file(school, kind)
    grant_all(file)
    table = rights.read(rights.RESTRICTED)
    if kind == "ChildProtectionFile":
        table = {p: cells for p, cells in table.items() if p.portal_type in ("ContactNote", "Plan")}
    if not THOROUGH:
        alike = {one for group in rights.ALIKE.values() for one in group[1:]}
        table = {p: cells for p, cells in table.items() if p.portal_type not in alike}
    records = {one: make_record(file, one) for one in {place.portal_type for place in table}}
    own(portal, school, file, *records.values())
    for record in records.values():
        section.put_in(record, "lead", NOW, "Legal advice")
    for place, cells in sorted(table.items(), key=lambda item: item[0].file_state):
        record = records[place.portal_type]
        if state_of(file) != place.file_state:
            put(file, place.file_state)
        put(record, place.state)
        assert differences(record, cells, portal, kind) == [], place
        if place.file_state == "open":
            assert without_role(record, cells, portal, named_for_other(kind)) == [], place


def test_a_reader_of_the_section_may_there_what_their_role_may(integration, school):
    """A lead who reads the section signs and strikes there; one who does not has no right."""
    portal = integration["portal"]
    file = make_file(school)
    note = make_record(file, "ContactNote")
    section.put_in(note, "lead", NOW, "Legal advice")
    cells = rights.read("signed_record")[rights.Place("ContactNote", "draft", "open")]
    reader, other = "lead WelfareFile", "lead"
    grants(file).give(reader, "Privileged Reader", "Writes to Legal Services", "lead")
    check = portal.portal_membership.checkPermission
    sign_in(portal, reader)
    wrong = [
        operation
        for operation, roles in cells.items()
        if bool(check(operation, note)) != bool(roles & {"Welfare Lead", "Privileged Reader"})
        and operation not in section.WALLS
        and operation != "welfarefiles: View register"  # acquired by way of the school's roles
    ]
    assert wrong == []
    assert all(check(wall, note) for wall in section.WALLS)
    sign_in(portal, other)
    everybody = rights.read(rights.RESTRICTED)[rights.Place("ContactNote", "draft", "open")]
    assert [name for name, roles in everybody.items() if check(name, note)] == [
        name for name, roles in everybody.items() if "Welfare Lead" in roles
    ]


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
    """Whatever rights they acquire from the site, nothing of a file is published to them."""
    portal = integration["portal"]
    note = make_record(make_file(school), "ContactNote")
    for user_id in ("manager", "siteadmin", "editor", "owner", "member"):
        user = portal.acl_users.getUserById(user_id)
        assert not is_visible(note, user)
        assert not is_visible(note.aq_parent, user)
