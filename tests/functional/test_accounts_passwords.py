"""Passwords by every way they are set, and who is told; a lost second factor."""

from tests.door import code_at
from tests.door import Door
from tests.rest import Api
from tests.sample import make_user
from tests.sample import PASSWORD
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.accounts import clock
from welfarefiles.accounts import factors
from welfarefiles.ledger.reading import entries
from welfarefiles.notices import mail

import pytest
import transaction


COMMON = "password1234"
GOOD = "four quite unlikely words"


@pytest.fixture
def portal(http):
    make_people(http["portal"])
    for user_id, role in (("siteadmin", "Site Administrator"), ("lead", "Member")):
        if user_id != "lead":
            make_user(http["portal"], user_id, ["Member", role])
        user = http["portal"].portal_membership.getMemberById(user_id)
        user.setMemberProperties({"email": f"{user_id}@example.org"})
    make_staffed_school(http["portal"])
    transaction.commit()
    return http["portal"]


@pytest.fixture
def told(monkeypatch):
    """Pairs (address, mail) of what is written to people."""
    sent = []
    monkeypatch.setattr(
        mail, "queue", lambda user_id, letter, address: sent.append((user_id, letter))
    )
    return sent


def signs_in(http, user_id, password):
    return "Sign out" in Door(http).sign_in(user_id, password)


def change_own(http, password):
    """What the page says to a lead who changes their password."""
    door = Door(http)
    door.sign_in("lead")
    door.go("/@@change-password")
    names = {"current_password": PASSWORD, "new_password": password, "new_password_ctl": password}
    fields = {f"form.widgets.{name}": value for name, value in names.items()}
    return door.send("/@@change-password", **fields, **{"form.buttons.reset_passwd": "1"})


@pytest.mark.parametrize("password", [COMMON, "short"])
def test_no_way_takes_a_bad_password(http, portal, password):
    api = Api(http, "siteadmin")
    new = {"username": "new", "email": "new@example.org", "password": password, "roles": ["Member"]}
    assert api.patch("/@users/lead", {"password": password}).status == 400
    assert "Password changed" not in change_own(http, password)
    assert api.post("/@users", new).status == 400
    transaction.begin()
    with pytest.raises(Exception, match=r"characters|first"):
        portal.acl_users.userFolderAddUser("new", password, ["Member"], [])
    with pytest.raises(Exception, match=r"characters|first"):
        portal.acl_users.userSetPassword("lead", password)
    transaction.abort()
    assert signs_in(http, "lead", PASSWORD)
    assert portal.acl_users.getUserById("new") is None


def test_an_administrator_sets_none_in_silence(http, portal, told):
    assert Api(http, "siteadmin").patch("/@users/staff", {"password": GOOD}).status == 204
    subjects = {(user_id, letter["Subject"]) for user_id, letter in told}
    assert ("lead", "An administrator set a password") in subjects
    transaction.begin()
    assert "account.password-set" in {entry.action for entry in entries(limit=50)}
    assert signs_in(http, "staff", GOOD)


def test_a_stranger_sets_none(http, portal, told):
    assert Api(http, "stranger").patch("/@users/lead", {"password": GOOD}).status >= 400
    assert signs_in(http, "lead", PASSWORD)
    assert told == []


def test_ones_own_is_told_to_oneself(http, portal, told):
    assert "Password changed" in change_own(http, GOOD)
    assert [(user_id, letter["Subject"]) for user_id, letter in told] == [
        ("lead", "Your password was changed")
    ]


def test_a_lost_second_factor(http, portal, told):
    factors.set_up("/plone", "staff", "A" * 32, "000000")  # a wrong code sets up nothing
    assert not factors.has("/plone", "staff")
    give_factor("staff")
    for user_id in ("stranger", "lead"):
        other = Door(http)
        other.sign_in(user_id)
        other.go("/@@welfare-accounts")
        other.send("/@@welfare-accounts", user_id="staff", reset="1")
        assert factors.has("/plone", "staff")
    assert told == []
    admin = Door(http)
    admin.sign_in("siteadmin")
    admin.go("/@@welfare-accounts")
    assert "was taken away" in admin.send("/@@welfare-accounts", user_id="staff", reset="1")
    assert not factors.has("/plone", "staff")
    assert {user_id for user_id, _letter in told} == {"lead"}  # staff has no address here
    transaction.begin()
    assert "account.factor-reset" in {entry.action for entry in entries(limit=50)}
    assert "has no second factor" in admin.send("/@@welfare-accounts", user_id="staff", reset="1")


def test_nobody_takes_their_own_away(http, portal):
    admin = Door(http)
    admin.sign_in("siteadmin")
    give_factor("siteadmin")
    admin.go("/@@welfare-accounts")
    page = admin.send("/@@welfare-accounts", user_id="siteadmin", reset="1")
    assert "somebody else" in page
    assert factors.has("/plone", "siteadmin")


def give_factor(user_id):
    secret = factors.new_secret()
    assert factors.set_up("/plone", user_id, secret, code_at(secret, clock.now()))
