"""Named teams of persons: access given to a team is that of who is in it when somebody asks."""

from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import may_view
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grant import BadGrant
from welfarefiles.access.grants import grants
from welfarefiles.access.roles import roles_on
from welfarefiles.people.membership import BadTeam
from welfarefiles.people.named_teams import named_teams

import pytest


@pytest.fixture
def school(integration):
    for user_id in ("lead", "tutor", "nurse"):
        make_user(integration["portal"], user_id)
    return make_school(integration["portal"], lead="Welfare Lead")


@pytest.fixture
def pastoral(school):
    """The id of a named team with one member, the tutor."""
    made = named_teams(school).make("Year 5 pastoral")
    named_teams(school).add(made.id, "tutor", "lead")
    return made.id


def test_members_have_what_their_team_was_given(integration, school, pastoral):
    portal, file = integration["portal"], make_file(school)
    grants(file).give(pastoral, "Case Reader", "They teach her", "lead")
    assert may_view(portal, "tutor", file)
    assert not may_view(portal, "nurse", file)
    named_teams(school).add(pastoral, "nurse", "lead")
    named_teams(school).remove(pastoral, "tutor", "lead")
    assert may_view(portal, "nurse", file)
    assert not may_view(portal, "tutor", file)


def test_change_of_members_writes_the_school_alone(integration, school, pastoral):
    file = make_file(school)
    grants(file).give(pastoral, "Case Reader", "They teach her", "lead")
    before = file.revision
    named_teams(school).add(pastoral, "nurse", "lead")
    assert file.revision == before
    assert roles_on(file, "nurse") == {"Case Reader"}


def test_a_barrier_beats_a_team(school, pastoral):
    file = make_file(school)
    grants(file).give(pastoral, "Case Worker", "They teach her", "lead")
    barriers(file).add("tutor", "aunt of the child")
    assert roles_on(file, "tutor") == frozenset()


def test_an_account_named_like_a_team_is_nobody(integration, school, pastoral):
    make_user(integration["portal"], pastoral)
    file = make_file(school)
    grants(file).give(pastoral, "Case Worker", "They teach her", "lead")
    assert roles_on(file, pastoral) == frozenset()


def test_a_team_of_another_school_is_none_here(integration, school, pastoral):
    elsewhere = make_file(make_school(integration["portal"]))
    with pytest.raises(BadGrant):
        grants(elsewhere).give(pastoral, "Case Reader", "They teach her", "lead")


def test_who_was_in_it_stays_readable(school, pastoral):
    teams = named_teams(school)
    teams.remove(pastoral, "tutor", "lead")
    [one] = teams.get(pastoral).memberships
    assert (one.user_id, one.added_by, one.removed_by) == ("tutor", "lead", "lead")
    assert one.since <= one.until
    assert teams.of("tutor") == ()


def test_what_cannot_be_meant_is_refused(integration, school, pastoral):
    teams = named_teams(school)
    integration["portal"].portal_groups.addGroup("office")
    for title in ("", "  ", None, "year 5  PASTORAL", ["x"]):
        with pytest.raises(BadTeam):
            teams.make(title)
    for user_id in ("", None, "tutor", "office", pastoral, ["tutor"]):
        with pytest.raises(BadTeam):
            teams.add(pastoral, user_id, "lead")
    with pytest.raises(BadTeam):
        teams.remove(pastoral, "nurse", "lead")
    for id in ("team:none", None, ["x"]):
        with pytest.raises(BadTeam):
            teams.add(id, "nurse", "lead")
    teams.rename(pastoral, "Year 6 pastoral")
    assert [team.title for team in teams.all()] == ["Year 6 pastoral"]
