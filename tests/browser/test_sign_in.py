"""Signing in in a real browser: the second step, a lock, the time of rest, another browser."""

from tests.browser.axe import violations
from tests.browser.visitor import WIDTHS
from tests.door import code_at
from tests.door import stopped_clock
from tests.sample import PASSWORD
from tests.school import make_complete_file
from welfarefiles.accounts import lockout

import pytest
import transaction


ROLES = "welfarefiles.accounts.second_factor_roles"


@pytest.fixture
def clock():
    with stopped_clock() as own:
        yield own


@pytest.fixture
def strict(http, school):
    """A school whose leads need a second step."""
    transaction.begin()
    http["portal"].portal_registry[ROLES] = ["Welfare Lead"]
    transaction.commit()


def enter(visitor, user_id="lead", password=PASSWORD):
    """Name and password, whatever comes then."""
    visitor.go("/login")
    visitor.fill("User name", user_id)
    visitor.fill("Password", password)
    visitor.press("Sign in")


def looks_right(visitor, name):
    """The page is photographed, nothing sticks out, and axe finds nothing wrong with it."""
    visitor.picture(name)
    wrong = []
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 900})
        wrong += violations(visitor.page)
    assert wrong == []


def secret_of(visitor):
    """What somebody types into their app when it cannot read the picture."""
    return "".join(visitor.page.locator("code.secret-text").inner_text().split())


def test_the_second_step(visit, strict, clock):
    lead = visit()
    enter(lead)
    assert "Set up the second step" in lead.text
    looks_right(lead, "sign-in-set-up")
    secret = secret_of(lead)
    lead.fill("Code", "000000")
    lead.press("Set up")
    assert "not the one the app shows" in lead.text
    assert secret_of(lead) == secret, "the app has read it already"
    lead.go("")
    assert "Set up the second step" in lead.text, "nothing else is shown before"
    secret = secret_of(lead)
    code = code_at(secret, clock.now)
    lead.fill("Code", code)
    lead.press("Set up")
    assert "Your recovery codes" in lead.text
    looks_right(lead, "sign-in-recovery-codes")
    codes = lead.lines(".codes code")
    assert len(codes) == 10
    lead.follow("I have them: go on")
    assert lead.offers("Sign out")

    other = visit()
    enter(other)
    assert "Second step" in other.text
    looks_right(other, "sign-in-second-step")
    other.fill("Code", code)
    other.press("Go on")
    assert "was used before" in other.text
    clock.go_on(seconds=30)
    other.fill("Code", code_at(secret, clock.now))
    other.press("Go on")
    assert other.offers("Sign out")
    other.go("/@@my-account")
    assert "10\nrecovery codes" in other.text or "10 recovery codes" in other.text
    looks_right(other, "my-account")

    third = visit()
    enter(third)
    third.fill("Code", codes[0].lower())
    third.press("Go on")
    assert third.offers("Sign out")
    assert all(violations(one.page) == [] for one in (third,))


def test_locked(visit, school, clock):
    somebody = visit()
    for _try in range(lockout.ALLOWED):
        enter(somebody, password="not the password")
    assert "Wait one minute" in somebody.text
    looks_right(somebody, "sign-in-locked")
    enter(somebody)
    assert "Wait one minute" in somebody.text
    clock.go_on(seconds=61)
    enter(somebody)
    assert somebody.offers("Sign out")


def test_signed_out_from_another_browser(visit, school):
    at_school, at_home = visit("lead"), visit("lead")
    at_home.go("/@@my-account")
    at_home.press("Sign out everywhere else")
    assert at_home.message == "Signed out there"
    at_school.go("")
    assert "User name" in at_school.text
    assert at_home.go("/@@my-account") == 200


def test_the_time_of_rest(visit, school, clock):
    """Asked two minutes before; covered when it is over; what was typed stays, and can be saved."""
    file = make_complete_file(school)
    transaction.commit()
    lead = visit()
    lead.page.clock.install()
    lead.sign_in("lead")
    lead.go(f"/{'/'.join(file.getPhysicalPath()[2:])}/++add++ContactNote")
    lead.fill("What was said and seen", "A long story.")
    # Keeping what is typed is something done: rest begins after it.
    lead.page.get_by_text("Kept at").wait_for()
    dialog = lead.page.get_by_role("alertdialog")

    rest(lead, clock, minutes=17)
    assert not dialog.is_visible()
    rest(lead, clock, minutes=1, seconds=1)
    dialog.get_by_text("You will soon be signed out").wait_for()
    assert "2 minutes" in dialog.inner_text()
    assert violations(lead.page) == []
    lead.picture("rest-warning")
    dialog.get_by_role("button", name="Stay signed in").click()
    dialog.wait_for(state="hidden")

    rest(lead, clock, minutes=20, seconds=1)
    dialog.get_by_text("You have been signed out").wait_for()
    assert violations(lead.page) == []
    lead.picture("rest-over")
    lead.page.keyboard.press("Escape")
    assert dialog.is_visible(), "it covers what is on the page"
    dialog.get_by_role("button", name="I have signed in: go on").click()
    dialog.get_by_text("You are not signed in yet").wait_for()

    with lead.page.expect_popup() as opened:
        dialog.get_by_role("link", name="Sign in in another tab").click()
    tab = opened.value
    tab.get_by_label("User name").fill("lead")
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.get_by_role("link", name="Sign out").wait_for()
    dialog.get_by_role("button", name="I have signed in: go on").click()
    dialog.wait_for(state="hidden")
    assert lead.field("What was said and seen").input_value() == "A long story."
    lead.fill("Who it was with", "Mother")


def rest(visitor, clock, **time):
    """Nothing is done for a time, at the school and at the server."""
    clock.go_on(**time)
    seconds = time.get("minutes", 0) * 60 + time.get("seconds", 0)
    visitor.page.clock.fast_forward(seconds * 1000)
    visitor.page.clock.run_for(1500)
