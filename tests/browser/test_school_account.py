"""Signing in with the school's own account in a real browser, and being refused."""

from tests.browser.axe import violations
from tests.provider import running_provider
from tests.provider import use

import pytest
import transaction


@pytest.fixture
def provider(http, school):
    with running_provider() as running:
        transaction.begin()
        use(http["portal"], running, groups=["leads | Welfare Lead"])
        transaction.commit()
        yield running


def test_in_with_the_schools_account(visit, provider):
    provider.claims["groups"] = ["leads"]
    ann = visit()
    ann.go("/login")
    assert violations(ann.page) == []
    ann.picture("sign-in-school-account")
    ann.follow("Sign in with your Oakfield account")
    ann.page.get_by_role("link", name="Sign out").wait_for()
    assert "Ann Lead" in ann.page.locator("header").inner_text()
    assert ann.offers("Open the register")


def test_not_without_a_second_step_there(visit, provider):
    provider.claims["amr"] = ["pwd"]
    ann = visit()
    ann.go("/login")
    ann.follow("Sign in with your Oakfield account")
    ann.page.get_by_text("let you in without a second step").wait_for()
    assert violations(ann.page) == []
    ann.picture("sign-in-no-second-step")
    ann.follow("Back to the sign-in page")
    assert ann.offers("Sign in with your Oakfield account")


def test_settings(visit, provider):
    admin = visit("siteadmin")
    admin.go("/@@school-sign-in")
    assert violations(admin.page) == []
    admin.picture("school-sign-in-settings")
    admin.press("Save and test the connection")
    assert "The provider answers, with 1 keys." in admin.text
    admin.go("/@@welfare-accounts")
    admin.fill("User name", "lead")
    admin.press("Find")
    assert violations(admin.page) == []
    admin.picture("welfare-accounts")
