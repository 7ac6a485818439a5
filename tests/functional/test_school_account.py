"""Signing in with the school's own account: who is let in, as whom, and who is not."""

from lxml import html
from tests.door import Door
from tests.door import stopped_clock
from tests.provider import CLIENT
from tests.provider import running_provider
from tests.provider import SECRET
from tests.provider import use
from tests.sample import make_user
from tests.sample import PASSWORD
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.people.team import team
from welfarefiles.singlesignon.account import parse
from welfarefiles.singlesignon.account import read

import pytest
import time
import transaction


ANN = "ann.lead@school.example"
MAPPING = [
    "welfare-leads | Welfare Lead",
    "staff | Staff Member",
    "cp | Authoriser | ChildProtectionFile",
]


@pytest.fixture(scope="module")
def server():
    with running_provider() as running:
        yield running


@pytest.fixture
def provider(server):
    server.__init__(server.issuer)
    return server


@pytest.fixture
def school(http, provider):
    portal = http["portal"]
    make_people(portal)
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    made = make_staffed_school(portal)
    use(portal, provider, groups=MAPPING)
    transaction.commit()
    return made


@pytest.fixture
def door(http, school):
    return Door(http)


def roles_of(school, user_id=ANN):
    transaction.begin()
    return set(team(school).roles_of(user_id))


def test_offered_first_and_let_in(door, http):
    page = door.go("/login")
    assert page.index("Oakfield account") < page.index("User name")
    assert "Sign out" in door.go("/@@school-account")
    assert "Ann Lead" in door.go("/@@my-account")
    transaction.begin()
    assert http["portal"].acl_users.getUserById(ANN) is not None
    door.go("/logout")
    assert not door.enters()


def test_goes_on_to_where_one_was_going(door, school):
    place = f"/{school.getId()}/files"
    door.go(f"/@@school-account?came_from={door.base}/@@my-account")
    assert door.at == "/@@my-account"
    door.go("/@@school-account?came_from=https://example.org/")
    assert door.at == ""
    assert door.status(place) == 404, "an account opens nothing"


def test_groups_are_roles_for_as_long_as_they_are(door, provider, school):
    for groups, roles in (
        (["welfare-leads", "elsewhere"], {"Welfare Lead"}),
        (["welfare-leads", "staff"], {"Welfare Lead", "Staff Member"}),
        (["cp"], {"Authoriser"}),
        ([], set()),
    ):
        provider.claims["groups"] = groups
        assert "Sign out" in door.go("/@@school-account")
        assert roles_of(school) == roles
    [entry] = [one for one in team(school).of(ANN) if one.role == "Authoriser"]
    assert entry.covers == {"ChildProtectionFile"}


def test_what_a_lead_entered_stays(door, provider, school):
    from welfarefiles.people.entry import TeamEntry

    transaction.begin()
    team(school).add(TeamEntry(ANN, "Staff Member"))
    transaction.commit()
    door.go("/@@school-account")
    assert roles_of(school) == {"Staff Member"}


@pytest.mark.parametrize(
    "claims", [{"amr": ["pwd"]}, {"amr": []}, {"amr": "pwd"}, {"acr": "1", "amr": None}]
)
def test_refused_without_a_second_step_there(door, provider, http, claims):
    provider.claims |= claims
    assert "without a second step" in door.go("/@@school-account")
    assert not door.enters()
    transaction.begin()
    assert http["portal"].acl_users.getUserById(ANN) is None


@pytest.mark.parametrize("claims", [{"amr": ["mfa"]}, {"acr": "mfa"}, {"acrs": ["mfa"]}])
def test_any_way_to_say_so_will_do(door, provider, claims):
    provider.claims.pop("amr")
    provider.claims |= claims
    assert "Sign out" in door.go("/@@school-account")


def test_where_the_provider_says_nothing_ours_is_asked_for(door, provider, http):
    provider.claims |= {"amr": [], "groups": ["welfare-leads"]}
    transaction.begin()
    http["portal"].portal_registry["welfarefiles.accounts.provider_require_factor"] = False
    http["portal"].portal_registry["welfarefiles.accounts.second_factor_roles"] = ["Welfare Lead"]
    transaction.commit()
    assert "Set up the second step" in door.go("/@@school-account")
    assert not door.enters()


NOW = int(time.time())
SPOILT = {
    "nonce": {"nonce": "another"},
    "audience": {"aud": "another"},
    "azp": {"azp": "another"},
    "issuer": {"iss": "https://example.org"},
    "expired": {"exp": NOW - 3600},
    "not yet": {"nbf": NOW + 3600},
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_a_token_that_does_not_hold(door, provider, spoilt):
    provider.spoil = spoilt
    assert "did not prove who you are" in door.go("/@@school-account")
    assert not door.enters()


def test_a_token_signed_by_somebody_else(door, provider):
    provider.signing_key = "stolen"
    assert "did not prove who you are" in door.go("/@@school-account")
    assert not door.enters()


def test_a_state_of_another_browser(door, provider, http):
    """Otherwise one could sign another's browser in as oneself, and read what they write."""
    thief = Door(http)
    answer = thief.http.get(f"{thief.base}/@@school-account", allow_redirects=False)
    answer = thief.http.get(answer.headers["Location"], allow_redirects=False)
    back = answer.headers["Location"]
    assert "did not prove who you are" in door.go(back)
    assert not door.enters()
    assert "Sign out" in thief.go(back)
    other = Door(http)
    other.http.cookies.set("__ac_flow", back.partition("state=")[2], domain="localhost.local")
    assert "did not prove who you are" in other.go(back), "good once"


def test_a_sign_in_left_lying(door):
    with stopped_clock() as clock:
        answer = door.http.get(f"{door.base}/@@school-account", allow_redirects=False)
        back = door.http.get(answer.headers["Location"], allow_redirects=False)
        clock.go_on(minutes=11)
        assert "did not prove" in door.go(back.headers["Location"])


def test_a_user_name_given_to_somebody_else_later(door, provider, http):
    door.go("/@@school-account")
    provider.claims["sub"] = "0002"
    other = Door(http)
    assert "belongs to another account" in other.go("/@@school-account")
    assert not other.enters()
    provider.claims |= {"sub": "0001", "preferred_username": "ann.married@school.example"}
    door.go("/@@school-account")
    assert "Ann Lead" in door.go("/@@my-account"), "the same person under a new name"


def test_the_emergency_account_is_nobodys_at_the_provider(door, provider):
    provider.claims["preferred_username"] = "admin"
    assert "does not say your user name" in door.go("/@@school-account")
    assert not door.enters()


def test_passwords_kept_here_switched_off(door, http):
    transaction.begin()
    registry = http["portal"].portal_registry
    registry["welfarefiles.accounts.local_sign_in"] = False
    registry["welfarefiles.accounts.emergency_accounts"] = ["siteadmin"]
    transaction.commit()
    assert "with your school account" in door.sign_in("lead")
    assert not door.enters()
    assert "Sign out" in door.sign_in("siteadmin", PASSWORD)


def test_provider_down(door, provider, http):
    transaction.begin()
    http["portal"].portal_registry["welfarefiles.accounts.provider_issuer"] = "http://localhost:9"
    transaction.commit()
    assert "cannot be reached just now" in door.go("/@@school-account")
    assert "Sign out" in door.sign_in("lead")


def test_the_settings_page(http, school, provider):
    for user_id in ("stranger", "lead", "head"):
        other = Door(http)
        other.sign_in(user_id)
        assert "Client secret" not in other.go("/@@school-sign-in")
    admin = Door(http)
    admin.sign_in("siteadmin")
    page = admin.go("/@@school-sign-in")
    assert SECRET not in page
    assert "school-account-back" in page
    fields = {"issuer": provider.issuer, "client_id": CLIENT, "secret": "", "enabled": "1"}
    good = {**fields, "groups": "\n".join(MAPPING), "require_factor": "1", "factor_values": "mfa"}
    assert "The provider answers, with 1 keys" in admin.send("/@@school-sign-in", **good, test="1")
    bad = {**good, "groups": "staff | Emperor"}
    page = admin.send("/@@school-sign-in", **bad)
    assert "This line is not understood: staff | Emperor" in page
    assert "staff | Emperor</textarea>" in page, "what was typed is kept"
    assert "begins with https" in admin.send("/@@school-sign-in", **{**good, "issuer": "ftp://x"})
    down = admin.send("/@@school-sign-in", **{**good, "issuer": "http://localhost:9"}, test="1")
    assert "cannot be reached" in down


@pytest.mark.parametrize(
    ("fill", "issuer", "user_claim"),
    [
        ("entra", "https://login.microsoftonline.com/abc-123/v2.0", "preferred_username"),
        ("google", "https://accounts.google.com", "email"),
    ],
)
def test_a_known_provider_is_filled_in_and_not_saved(http, school, fill, issuer, user_claim):
    admin = Door(http)
    admin.sign_in("siteadmin")
    admin.go("/@@school-sign-in")
    page = html.fromstring(admin.send("/@@school-sign-in", fill=fill, tenant="abc-123"))
    assert page.cssselect("#issuer")[0].get("value") == issuer
    assert page.cssselect("#user_claim")[0].get("value") == user_claim
    transaction.begin()
    assert read("issuer") != issuer


@pytest.mark.parametrize("tenant", ["", "a/b", "<script>"])
def test_a_tenant_that_is_none(http, school, tenant):
    admin = Door(http)
    admin.sign_in("siteadmin")
    admin.go("/@@school-sign-in")
    page = admin.send("/@@school-sign-in", fill="entra", tenant=tenant)
    assert "Enter your tenant" in page
    assert "microsoftonline.com/<" not in page


@pytest.mark.parametrize(
    "line", ["", "group", "group | Manager", "| Staff Member", "g | Authoriser | All"]
)
def test_lines_that_are_not_understood(line):
    with pytest.raises(ValueError, match=r".*"):
        parse(line)
