"""The team of a school, and what it gives on the school and its files."""

from datetime import date
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import may
from tests.sample import may_view
from welfarefiles.access.roles import roles_on
from welfarefiles.people.entry import BadEntry
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.leaders import leaders
from welfarefiles.people.names import fullname
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.team import school_of
from welfarefiles.people.team import team

import pytest


@pytest.fixture
def school(integration):
    portal = integration["portal"]
    for user_id in ("lead", "head", "teacher", "other"):
        make_user(portal, user_id)
    return make_school(portal, lead="Welfare Lead", head="Authoriser", teacher="Staff Member")


def test_team_role_reaches_the_files_of_its_school(integration, school):
    file = make_file(school)
    note = make_note(file)
    portal = integration["portal"]
    assert [may_view(portal, name, note) for name in ("lead", "head", "teacher", "other")] == [
        True,
        True,
        False,
        False,
    ]
    assert may_view(portal, "teacher", school)
    assert not may_view(portal, "other", school)


def test_lead_of_another_school_sees_nothing(integration, school):
    make_user(integration["portal"], "neighbour")
    make_school(integration["portal"], neighbour="Welfare Lead")
    assert not may_view(integration["portal"], "neighbour", make_file(school))


def test_entry_ends_at_once_and_stays_readable(integration, school):
    file = make_file(school)
    team(school).end("lead", "Welfare Lead")
    assert not may_view(integration["portal"], "lead", file)
    [entry] = team(school).of("lead")
    assert entry.role == "Welfare Lead"
    assert entry.ends is not None
    with pytest.raises(BadEntry):
        team(school).end("lead", "Welfare Lead")


def test_replacing_an_entry_keeps_the_old_one(school):
    team(school).replace(TeamEntry("lead", "Welfare Lead", frozenset({"WelfareFile"})))
    old, new = team(school).of("lead")
    assert old.covers == FILE_TYPES
    assert old.ends is not None
    assert new.ends is None
    assert roles_on(make_file(school), "lead") == {"Welfare Lead"}
    assert roles_on(make_file(school, "ChildProtectionFile"), "lead") == frozenset()


def test_entries_add_up(school):
    team(school).add(TeamEntry("teacher", "Welfare Lead", frozenset({"WelfareFile"})))
    assert team(school).roles_of("teacher") == {"Staff Member", "Welfare Lead"}
    assert roles_on(make_file(school), "teacher") == {"Welfare Lead"}
    assert team(school).roles_of("teacher", date(1999, 1, 1)) == {"Staff Member", "Welfare Lead"}


def test_group_is_refused(integration, school):
    integration["portal"].portal_groups.addGroup("office")
    with pytest.raises(BadEntry):
        team(school).add(TeamEntry("office", "Welfare Lead", FILE_TYPES))


def test_group_with_somebody_s_id_gives_its_members_nothing(integration, school):
    portal = integration["portal"]
    file = make_file(school)
    make_user(portal, "intruder")
    # What a Manager can do in the ZMI: the tool refuses an id that is taken.
    portal.acl_users.source_groups.addGroup("lead")
    portal.portal_groups.addPrincipalToGroup("intruder", "lead")
    assert not may_view(portal, "intruder", file)
    assert not may_view(portal, "intruder", school)


def test_local_roles_stored_on_our_content_say_nothing(integration, school):
    portal = integration["portal"]
    file = make_file(school)
    note = make_note(file)
    roles = ["Owner", "Welfare Lead", "Manager", "Reader"]
    for content in (portal, school, school["files"], file, note):
        content.manage_setLocalRoles("other", roles)
    assert not may_view(portal, "other", file)
    assert not may_view(portal, "other", note)
    assert not may(portal, "other", "welfarefiles: Open file", school["files"])


def test_school_of(integration, school):
    assert school_of(make_note(make_file(school))) == school
    assert school_of(integration["portal"]) is None


def test_leaders_are_the_senior_managers_by_name(integration, school):
    portal = integration["portal"]
    for user_id, name in (("lead", "Zoe Adams"), ("head", "ann Brown")):
        portal.acl_users.getUserById(user_id).setProperties(fullname=name)
    file = make_file(school)
    assert leaders(file) == [("head", "ann Brown"), ("lead", "Zoe Adams")]
    assert leaders(portal) == leaders(None) == []


def test_fullname_falls_back_to_the_id(school):
    assert fullname("teacher") == "teacher"
    assert fullname("long gone") == "long gone"
    assert fullname(None) == ""
