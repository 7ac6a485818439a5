"""Signing in with name and password: sessions and how they end, locks, what is told to whom."""

from tests.api import Person
from tests.door import Door
from tests.door import stopped_clock
from tests.rest import Api
from tests.sample import make_user
from tests.sample import PASSWORD
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.accounts import lockout
from welfarefiles.accounts import sessions
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import team

import pytest
import transaction


WRONG = "That did not work"
LOCKED = "Too many wrong tries"


@pytest.fixture
def school(http):
    make_people(http["portal"])
    make_user(http["portal"], "siteadmin", ["Member", "Site Administrator"])
    made = make_staffed_school(http["portal"])
    transaction.commit()
    return made


@pytest.fixture
def door(http, school):
    return Door(http)


@pytest.fixture
def clock():
    with stopped_clock() as own:
        yield own


def test_the_way_in_and_out(door):
    assert not door.enters()
    assert "Sign out" in door.sign_in("lead")
    assert door.enters()
    token = door.token
    door.go("/logout")
    assert not door.enters()
    door.token = token
    assert not door.enters(), "what the browser held is of no more use"


def test_goes_on_to_where_one_was_going_but_nowhere_else(door, school):
    place = f"/{school.getId()}/files"
    door.go(place)
    assert door.at == "/login"
    door.send("/login", __ac_name="lead", __ac_password=PASSWORD)
    assert door.at == place
    for address in ("https://example.org/", "//example.org/x", "javascript:alert(1)"):
        door.send("/login", __ac_name="lead", __ac_password=PASSWORD, came_from=address)
        assert door.answer.url.startswith(door.base)


def test_the_cookie_is_out_of_reach(door):
    door.go("/login")
    answer = door.http.post(
        f"{door.base}/login",
        data={"__ac_name": "lead", "__ac_password": PASSWORD},
        allow_redirects=False,
    )
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert PASSWORD not in cookie


def test_the_store_cannot_be_used_to_sign_in(door):
    door.sign_in("lead")
    [stored] = sessions.of_person("lead")
    assert stored.id != door.token
    door.token = stored.id
    assert not door.enters()


@pytest.mark.parametrize("origin", ["https://example.org", "null"])
def test_a_form_of_another_site_signs_nobody_in(door, origin):
    fields = {"__ac_name": "lead", "__ac_password": PASSWORD}
    door.http.headers["Origin"] = origin
    assert door.http.post(f"{door.base}/login", data=fields).status_code in (401, 403)
    del door.http.headers["Origin"]
    assert not door.enters()


def test_a_password_sent_to_any_other_page_is_nothing(door, school):
    fields = {"__ac_name": "lead", "__ac_password": PASSWORD}
    for path in ("/@@home", "/" + school.getId(), "/@@login-help"):
        answer = door.http.post(door.base + path, data=fields, allow_redirects=False)
        assert "Sign out" not in answer.text
        assert not door.enters()


def test_ends_after_twenty_minutes_of_rest(door, clock):
    door.sign_in("lead")
    for _time in range(3):
        clock.go_on(minutes=19)
        assert door.enters()
    clock.go_on(minutes=20)
    assert not door.enters()


def test_asking_how_long_is_left_lengthens_nothing(door, clock):
    door.sign_in("lead")
    clock.go_on(minutes=12)
    assert door.http.get(f"{door.base}/@@session-left").json()["seconds"] == 480
    clock.go_on(minutes=7)
    assert door.http.get(f"{door.base}/@@session-left").json()["seconds"] == 60
    assert door.status("/@@signed-in") == 204
    assert door.http.get(f"{door.base}/@@session-left").json()["seconds"] == 1200


def test_ends_after_a_working_day_however_busy(door, clock):
    door.sign_in("lead")
    for _quarter in range(47):
        clock.go_on(minutes=15)
        assert door.enters()
    clock.go_on(minutes=15)
    assert not door.enters()


def test_ends_when_the_password_changes_but_where_it_was_changed(door, http):
    other, new = Door(http), "four quite unlikely words"
    door.sign_in("lead")
    other.sign_in("lead")
    door.go("/@@change-password")
    fields = {"current_password": PASSWORD, "new_password": new, "new_password_ctl": new}
    prefixed = {f"form.widgets.{name}": value for name, value in fields.items()}
    door.send("/@@change-password", **prefixed, **{"form.buttons.reset_passwd": "1"})
    assert not other.enters()
    assert door.enters()
    assert WRONG in other.sign_in("lead")
    assert "Sign out" in other.sign_in("lead", new)


def change_role(http, school):
    http["portal"].acl_users.portal_role_manager.assignRoleToPrincipal("Editor", "lead")


def change_group(http, school):
    http["portal"].portal_groups.addPrincipalToGroup("lead", "Reviewers")


def change_team(http, school):
    team(school).add(TeamEntry("lead", "Staff Member"))


def delete(http, school):
    http["portal"].acl_users.source_users.doDeleteUser("lead")


@pytest.mark.parametrize("change", [change_role, change_group, change_team, delete])
def test_ends_when_the_account_changes_by_whatever_way(door, http, school, change):
    door.sign_in("lead")
    transaction.begin()
    change(http, school)
    transaction.abort()
    assert door.enters(), "what was not committed did not happen"
    transaction.begin()
    change(http, school)
    transaction.commit()
    assert not door.enters()


def test_signed_in_elsewhere(door, http):
    phone = Door(http, agent="Mozilla/5.0 (iPhone) Safari/605")
    phone.sign_in("lead")
    door.sign_in("lead")
    stranger = Door(http)
    stranger.sign_in("stranger")
    page = door.go("/@@my-account")
    assert "Safari on iPhone" in page
    assert "Chrome on Windows" in page
    [there] = [one for one in sessions.of_person("lead") if "iPhone" in one.browser]
    stranger.go("/@@my-account")
    stranger.send("/@@my-account", end=there.id)
    assert phone.enters(), "only one's own"
    door.send("/@@my-account", end=there.id)
    assert "Safari on iPhone" not in door.go("/@@my-account")
    assert not phone.enters()
    assert door.enters()


def test_ten_wrong_tries_lock_and_say_how_long(door, clock):
    for _try in range(lockout.ALLOWED - 1):
        assert WRONG in door.sign_in("lead", "wrong")
    assert "Wait one minute" in door.sign_in("lead", "wrong")
    assert LOCKED in door.sign_in("lead"), "the right one is not looked at either"
    clock.go_on(seconds=61)
    assert "Wait 2 minutes" in door.sign_in("lead", "wrong")
    clock.go_on(seconds=121)
    assert "Sign out" in door.sign_in("lead")
    door.go("/logout")
    assert WRONG in door.sign_in("lead", "wrong"), "the count began anew"


def test_nothing_tells_which_names_there_are(door, clock):
    seen = {
        name: [door.sign_in(name, "wrong").replace(name, "NAME") for _try in range(12)]
        for name in ("lead", "nobody-of-this-name")
    }
    first, second = seen.values()
    strip = [page.split("<main")[1].replace(" ", "") for page in first]
    assert strip == [page.split("<main")[1].replace(" ", "") for page in second]


def test_every_way_counts(door, http, clock):
    """Form, API and password in each request are one count."""
    api = Api(http)
    for _try in range(4):
        door.sign_in("lead", "wrong")
        api.post("/@login", {"login": "lead", "password": "wrong"})
    guess = Person(http, "lead", "wrong")
    for _try in range(2):
        assert guess.page(f"{http['portal'].absolute_url_path()}/@@my-account")[0] in (302, 401)
    assert LOCKED in door.sign_in("lead")
    reply = api.post("/@login", {"login": "lead", "password": PASSWORD})
    assert reply.status == 401
    assert LOCKED in reply["error"]["message"]
    assert Person(http, "lead").page(f"{http['portal'].absolute_url_path()}/@@my-account")[0] != 200


def test_an_administrator_ends_a_lock(door, http, clock):
    for _try in range(lockout.ALLOWED):
        door.sign_in("lead", "wrong")
    for user_id, may in (("stranger", False), ("lead", False), ("siteadmin", True)):
        other = Door(http)
        other.sign_in(user_id)
        page = other.go("/@@welfare-accounts")
        assert ("Signing in: accounts" in page) is may
    assert "Locked for a time" in other.send("/@@welfare-accounts", user_id="lead")
    assert "The lock has ended" in other.send("/@@welfare-accounts", user_id="lead", unlock="1")
    assert "Sign out" in door.sign_in("lead")


def test_wrong_tries_and_reading_write_nothing_to_the_object_database(door, http):
    before = http["app"]._p_jar.db().lastTransaction()
    door.sign_in("lead", "wrong")
    door.sign_in("lead")
    door.go("/@@my-account")
    door.go("/logout")
    assert http["app"]._p_jar.db().lastTransaction() == before


def test_zopes_own_administrator_comes_in_by_the_same_door(door, http):
    from plone.app.testing import SITE_OWNER_NAME
    from plone.app.testing import SITE_OWNER_PASSWORD

    assert "Sign out" in door.sign_in(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    assert door.status("/@@overview-controlpanel") == 200
    token = door.token
    door.go("/logout")
    door.token = token
    assert door.status("/@@overview-controlpanel") != 200


def test_a_token_ends_like_a_session(http, school, clock):
    api = Api(http)
    given = {"login": "lead", "password": PASSWORD}
    first, second = (api.post("/@login", given)["token"] for _time in range(2))

    def good(token):
        header = {"Authorization": f"Bearer {token}"}
        return api.get("/@schools", **header).status == 200

    assert good(first)
    assert good(second)
    assert api.post("/@logout", Authorization=f"Bearer {first}").status == 204
    assert not good(first)
    assert good(second)
    third = api.post("/@login-renew", Authorization=f"Bearer {second}")["token"]
    assert not good(second)
    assert good(third)
    assert api.post("/@login-renew", Authorization=f"Bearer {second}").status == 401
    clock.go_on(minutes=20)
    assert not good(third)


def test_basic_authentication_is_off_unless_switched_on(http, school):
    path = f"{http['portal'].absolute_url_path()}/@@my-account"
    assert Person(http, "lead").page(path)[0] == 200
    transaction.begin()
    http["portal"].portal_registry["welfarefiles.accounts.basic_authentication"] = False
    transaction.commit()
    assert Person(http, "lead").page(path)[0] != 200
