"""Nobody gives themselves access, nor lets their own last: neither by name nor by a team."""

from datetime import timedelta
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.access.grant import BadGrant
from welfarefiles.access.grants import grants
from welfarefiles.calendars import london
from welfarefiles.granting import giving
from welfarefiles.people.named_teams import named_teams

import pytest


@pytest.fixture
def file(functional):
    make_people(functional["portal"])
    school = make_staffed_school(functional["portal"])
    with signed_in("lead"):
        return make_file(school)


@pytest.fixture
def team(file):
    teams = named_teams(file.aq_parent.aq_parent)
    made = teams.make("Year 5")
    for user_id in ("lead", "worker"):
        teams.add(made.id, user_id, "head")
    return made.id


def in_a_week():
    return london.now() + timedelta(days=7)


def test_not_given(file, team):
    for principal in ("lead", team):
        with signed_in("lead"), pytest.raises(BadGrant, match="by somebody else"):
            giving.give(file, principal, "Case Reader", "Works with the child")
    assert grants(file).all() == []


def test_not_made_longer(file, team):
    for principal in ("lead", team):
        given = grants(file).give(principal, "Case Reader", "Why", "head", ends=in_a_week())
        with signed_in("lead"), pytest.raises(BadGrant, match="by somebody else"):
            giving.change_end(file, given.id, None, "Longer")
        with signed_in("lead"), pytest.raises(BadGrant, match="by somebody else"):
            giving.keep(file, given.id, "Still needed")
        assert grants(file).get(given.id) == given


def test_but_given_up(file):
    given = grants(file).give("lead", "Case Reader", "Why", "head")
    with signed_in("lead"):
        giving.take_back(file, given.id, "Not needed")
    assert grants(file).get(given.id).revoked_by == "lead"
