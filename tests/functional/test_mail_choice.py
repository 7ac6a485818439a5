"""How mail comes is chosen on the page of one's own account, and only there."""

from tests.api import Person
from tests.exchange import Client
from tests.school import make_people
from welfarefiles.notices import choice

import pytest
import transaction


PAGE = "/plone/@@my-account"


@pytest.fixture
def portal(http):
    make_people(http["portal"])
    transaction.commit()
    return http["portal"]


def way():
    transaction.begin()
    return choice.way_of("staff")


def test_chosen_kept_and_shown(http, portal):
    staff = Person(http, "staff")
    staff.send(PAGE, mail="daily")
    assert way() == choice.DAILY
    assert choice.way_of("lead") == choice.AT_ONCE
    page = staff.page(PAGE)[1]
    assert 'checked="checked" value="daily"' in page or 'value="daily" checked="checked"' in page


@pytest.mark.parametrize("wrong", ["never", "", ["daily", "daily"]])
def test_no_other_way(http, portal, wrong):
    status, _page = Person(http, "staff").send(PAGE, mail=wrong)
    assert status < 500
    assert way() == choice.AT_ONCE


def test_not_without_a_token_nor_for_nobody(http, portal):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for person in (Person(http, "staff"), Client(http)):
        person.ask(PAGE, "POST", body=b"mail=daily", **form)
        assert way() == choice.AT_ONCE


def test_by_rest(http, portal):
    staff, place = Person(http, "staff"), "/plone/@mail-choice"
    assert staff.get(place) == (200, {"mail": "at once", "ways": ["at once", "daily"]})
    assert staff.patch(place, mail="daily")[1]["mail"] == "daily"
    assert way() == choice.DAILY
    for wrong in ({"mail": "never"}, {"mail": ["daily"]}, {}):
        status, answer = staff.patch(place, **wrong)
        assert status == 400
        assert answer["error"]["errors"][0]["field"] == "mail"
    assert way() == choice.DAILY
    assert Client(http).ask(place, accept="application/json").status in (302, 401, 404)
