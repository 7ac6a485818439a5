"""The nightly digest: to each records manager, of the kinds they are named for, numbers only."""

from datetime import timedelta
from plone import api
from tests.disposing import LONG_AGO
from tests.disposing import make_due
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for
from welfarefiles.calendars import london
from welfarefiles.disposal.sweep import digest
from welfarefiles.disposal.sweep import managers
from welfarefiles.disposal.sweep import sweep
from welfarefiles.retention.years import years_after

import pytest


BOTH = {"WelfareFile", "ChildProtectionFile"}
FIRST_DAY = years_after(LONG_AGO, 10) + timedelta(days=1)


@pytest.fixture
def school(functional):
    portal = functional["portal"]
    make_people(portal)
    make_user(portal, "second")
    school = make_staffed_school(portal)
    name_for(school, "second", "Records Manager", "ChildProtectionFile")
    for user_id in ("records", "second"):
        member = api.user.get(userid=user_id)
        member.setMemberProperties({"email": f"{user_id}@example.org"})
    return school


def test_whom_it_is_for(school):
    assert managers(school, london.today()) == {
        "records": BOTH,
        "second": {"ChildProtectionFile"},
    }


def test_on_the_day_and_on_mondays(school):
    make_due(school)
    days = [FIRST_DAY + timedelta(days=number) for number in range(-1, 7)]
    told = [day for day in days if digest(school, BOTH, day)]
    assert told == [FIRST_DAY, *(day for day in days if day > FIRST_DAY and day.weekday() == 0)]
    [line] = digest(school, BOTH, FIRST_DAY)
    assert line.mapping == {"number": 1}
    assert digest(school, {"ChildProtectionFile"}, FIRST_DAY) == []


def test_only_who_is_named_for_it_is_told(school):
    make_due(school)
    assert sweep(school, FIRST_DAY) == ["records"]
    assert sweep(school, FIRST_DAY - timedelta(days=1)) == []
