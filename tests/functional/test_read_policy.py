"""Volunteers, students and supply staff reach nothing before they have read the policy (R036)."""

from tests.door import Door
from tests.exchange import Client
from tests.rest import Api
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import PASSWORD
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.accounts import policy
from welfarefiles.ledger.reading import entries

import pytest
import transaction


@pytest.fixture
def school(http):
    make_people(http["portal"])
    made = make_staffed_school(http["portal"])
    transaction.commit()
    return made


@pytest.fixture
def page(school):
    return f"/{school.getId()}/@@newcomers"


def marked(http, page, user_id="staff", kind="volunteer", by="lead"):
    """What the page says to somebody who marks a person."""
    door = Door(http)
    door.sign_in(by)
    door.go(page)
    return door.send(page, user_id=user_id, kind=kind)


def test_nothing_before_it_is_read(http, school, page):
    before = Door(http)
    before.sign_in("staff")
    assert "Volunteer" in marked(http, page)
    assert not before.enters(), "whoever was signed in already is so no longer"
    door, nobody = Door(http), Client(http)
    assert "Before you begin" in door.sign_in("staff")
    path = school.absolute_url_path()
    for accept in ("text/html", "application/json"):
        half = Client(http).ask(path, accept=accept, Cookie=f"__ac={door.token}")
        assert half == nobody.ask(path, accept=accept)
    given = {"login": "staff", "password": PASSWORD}
    assert Api(http).post("/@login", given)["error"]["type"] == "Policy to be read"
    assert "Tick that you have read it" in door.send("/@@read-policy")
    assert not door.enters()
    assert "Sign out" in door.send("/@@read-policy", read="1")
    transaction.begin()
    assert "account.policy-acknowledged" in {entry.action for entry in entries()}
    assert "Sign out" in Door(http).sign_in("staff"), "once is enough"


def test_a_new_text_is_read_anew(http, school, page):
    policy.mark("staff", policy.SUPPLY)
    door = Door(http)
    door.sign_in("staff")
    old = policy.version()
    transaction.begin()
    http["portal"].portal_registry[policy.TEXT] = "Another policy."
    transaction.commit()
    assert "just been changed" in door.send("/@@read-policy", read="1", version=old)
    assert "Another policy." in door.go("/@@read-policy")
    assert "Sign out" in door.send("/@@read-policy", read="1")


@pytest.mark.parametrize("by", ["staff", "stranger", "records", "auditor"])
def test_marked_by_those_who_name_the_team_alone(http, school, page, by):
    marked(http, page, user_id="office", by=by)
    assert policy.newcomers_now() == []


def test_not_by_oneself_and_nobody_unknown(http, school, page):
    assert "Somebody else" in marked(http, page, user_id="lead")
    assert "with an account" in marked(http, page, user_id="nobody-of-this-name")
    assert "Choose what they are" in marked(http, page, kind="emperor")
    assert policy.newcomers_now() == []


def test_people_of_another_school_are_marked_there(http, school, page):
    make_user(http["portal"], "elsewhere")
    make_school(http["portal"], elsewhere="Welfare Lead")
    transaction.commit()
    assert "of another school" in marked(http, page, user_id="elsewhere")
    assert policy.newcomers_now() == []
    policy.mark("elsewhere", policy.SUPPLY)
    door = Door(http)
    door.sign_in("lead")
    assert "elsewhere" not in door.go(page)
    door.send(page, end="elsewhere")
    assert policy.newcomers_now() == [("elsewhere", policy.SUPPLY)]


def test_the_mark_is_taken_away(http, school, page):
    marked(http, page)
    door = Door(http)
    door.sign_in("lead")
    door.go(page)
    assert "Nobody is marked" in door.send(page, end="staff")
    assert "Sign out" in Door(http).sign_in("staff")


def test_others_are_not_asked(http, school):
    assert "Sign out" in Door(http).sign_in("staff")
