"""Nothing is reached before the second step is done: by page, API or password in each request."""

from tests.api import Person
from tests.door import code_at
from tests.door import Door
from tests.door import secret_on
from tests.door import stopped_clock
from tests.exchange import Client
from tests.rest import Api
from tests.sample import PASSWORD
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.accounts import factors
from welfarefiles.accounts import sealing

import pytest
import transaction


PATHS = ("", "/files", "/@@team", "/nothing-of-this-name")


@pytest.fixture
def school(http):
    make_people(http["portal"])
    made = make_staffed_school(http["portal"])
    http["portal"].portal_registry["welfarefiles.accounts.second_factor_roles"] = ["Welfare Lead"]
    transaction.commit()
    return made


@pytest.fixture
def clock():
    with stopped_clock() as own:
        yield own


def set_up(door, clock, user_id="lead"):
    """Set the second step up on the way in; the secret."""
    secret = secret_on(door.sign_in(user_id))
    door.send("/@@set-up-second-factor", code=code_at(secret, clock.now))
    return secret


def test_half_signed_in_is_signed_out(http, school, clock):
    """The same answers to the last byte, page and API."""
    half, nobody = Client(http), Client(http)
    door = Door(http)
    door.sign_in("lead")
    base = school.absolute_url_path()
    for headers in ({"Cookie": f"__ac={door.token}"}, {"Authorization": f"Bearer {door.token}"}):
        for path in PATHS:
            for accept in ("text/html", "application/json"):
                answer = half.ask(base + path, accept=accept, **headers)
                assert answer == nobody.ask(base + path, accept=accept), (path, accept)
    assert not door.enters()
    assert not door.enters("/@@my-account")


def test_only_whose_role_asks_for_it(http, school):
    assert "Set up the second step" in Door(http).sign_in("lead")
    assert "Sign out" in Door(http).sign_in("staff")


def test_a_page_of_the_way_is_no_way_round(http, school, clock):
    first = Door(http)
    set_up(first, clock)
    assert first.enters()
    clock.go_on(minutes=1)
    thief = Door(http)
    thief.sign_in("lead")
    assert thief.at == "/@@second-factor"
    page = thief.go("/@@set-up-second-factor")
    assert thief.at == "/@@second-factor", "a new one cannot be set up with the password alone"
    assert "secret-text" not in page
    offered = sealing.seal("0" * 64 + " " + "A" * 32)
    thief.send("/@@set-up-second-factor", offered=offered, code="000000")
    assert not thief.enters()


def test_what_is_offered_to_one_is_of_no_use_to_another(http, school, clock):
    first, second = Door(http), Door(http)
    page = first.sign_in("lead")
    secret = secret_on(page)
    offered = page.split('name="offered"')[1].split('value="')[1].split('"')[0]
    second.sign_in("lead")
    second.answer = None
    second.send("/@@set-up-second-factor", offered=offered, code=code_at(secret, clock.now))
    assert not second.enters()
    assert not factors.has("/plone", "lead")


def test_wrong_codes_lock_too(http, school, clock):
    door = Door(http)
    secret = set_up(door, clock)
    clock.go_on(minutes=1)
    guess = Door(http)
    guess.sign_in("lead")
    for _try in range(10):
        page = guess.send("/@@second-factor", code="not it")
    assert "Too many wrong tries" in page
    assert "Too many" in guess.send("/@@second-factor", code=code_at(secret, clock.now))
    assert "Too many" in Door(http).sign_in("lead"), (
        "a right password does not begin the count anew"
    )


def test_by_the_api(http, school, clock):
    api, given = Api(http), {"login": "lead", "password": PASSWORD}
    assert api.post("/@login", given)["error"]["type"] == "Second factor needed"
    secret = set_up(Door(http), clock)
    assert api.post("/@login", given)["error"]["type"] == "Code needed"
    used = code_at(secret, clock.now)
    assert api.post("/@login", {**given, "code": used}).status == 401
    clock.go_on(seconds=30)
    token = api.post("/@login", {**given, "code": code_at(secret, clock.now)})["token"]
    assert api.get("/@schools", Authorization=f"Bearer {token}").status == 200


def test_never_by_a_password_in_each_request(http, school, clock):
    path = f"{http['portal'].absolute_url_path()}/@@my-account"
    assert Person(http, "staff").page(path)[0] == 200
    assert Person(http, "lead").page(path)[0] != 200
    set_up(Door(http), clock)
    assert Person(http, "lead").page(path)[0] != 200


def test_a_recovery_code_is_good_once(http, school, clock):
    door = Door(http)
    secret = secret_on(door.sign_in("lead"))
    page = door.send("/@@set-up-second-factor", code=code_at(secret, clock.now))
    code = page.split("<code>")[1].split("</code>")[0]
    for good in (True, False):
        other = Door(http)
        other.sign_in("lead")
        other.send("/@@second-factor", code=code)
        assert other.enters() is good
    assert factors.codes_left("/plone", "lead") == 9


def test_the_store_gives_no_secret_away(http, school, clock):
    from sqlalchemy import select
    from welfarefiles.accounts.tables import factors as table
    from welfarefiles.accounts.tables import recovery_codes
    from welfarefiles.sql.engine import get_store

    door = Door(http)
    secret = secret_on(door.sign_in("lead"))
    page = door.send("/@@set-up-second-factor", code=code_at(secret, clock.now))
    code = page.split("<code>")[1].split("</code>")[0]
    with get_store().reading() as connection:
        rows = [*connection.execute(select(table)), *connection.execute(select(recovery_codes))]
    text = repr(rows)
    assert secret not in text
    assert code not in text
