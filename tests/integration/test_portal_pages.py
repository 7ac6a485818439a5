"""Frame, home, sign-in, errors: what stands on every page, and what never does."""

from lxml import html
from plone import api
from tests.pages import fresh_request
from tests.pages import page
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import sign_in
from welfarefiles.portal import assets
from welfarefiles.portal.failure import Failure
from welfarefiles.portal.lean import is_lean
from zExceptions import NotFound

import json
import pytest


@pytest.fixture
def portal(integration):
    portal = integration["portal"]
    make_people(portal)
    return portal


@pytest.fixture
def file(portal):
    file = make_file(make_staffed_school(portal))
    sign_in(portal, "lead")
    return file


PAGES = ("@@view", "++add++ContactNote", "++add++WelfareDocument", "@@edit", "@@upload", "@@people")


@pytest.mark.parametrize("name", PAGES)
def test_no_title_holds_the_childs_name(file, name):
    shown = page(file, name)
    title = shown.cssselect("title")[0].text
    assert file.reference in title
    assert file.given_name not in title
    assert file.family_name not in title
    assert file.family_name in shown.cssselect("main")[0].text_content()


def test_every_page_keeps_out_of_caches_and_theme(file):
    page(file, "@@view")
    response = file.REQUEST.response
    assert response.getHeader("Cache-Control") == "no-store"
    assert response.getHeader("X-Theme-Disabled") == "1"
    assert "default-src 'none'" in response.getHeader("Content-Security-Policy")


def test_the_frame(file):
    shown = page(file, "@@view")
    assert shown.get("lang") == "en-GB"
    assert "CONFIDENTIAL" in shown.cssselect("header")[0].text_content()
    assert shown.cssselect("a.skip")[0].get("href") == "#main"
    for mark in ("main", "header", "h1", "nav.places"):
        assert len(shown.cssselect(mark)) == 1, mark
    assert "Welfare Lead" in shown.cssselect(".me")[0].text_content()
    links = [link.text_content().strip() for link in shown.cssselect("nav.places a")]
    assert links[:4] == ["Home", "Raise a concern", "Inbox", "Register"]
    assert "Search" not in links
    assert shown.cssselect("form.find")[0].get("method") == "post"
    assert not shown.cssselect("#edit-zone, .portlet, script:not([src]), [style]")


def test_demonstration_data_is_marked(file):
    assert not page(file, "@@view").cssselect(".invented")
    api.portal.set_registry_record("welfarefiles.demonstration", True)
    assert "Invented" in page(file, "@@view").cssselect(".invented")[0].text_content()


@pytest.mark.parametrize("name", ["usergroup-userprefs", "site-controlpanel", "dexterity-types"])
def test_administration_keeps_plones_frame(portal, name):
    fresh_request()
    assert not is_lean(portal.unrestrictedTraverse(f"@@{name}"))


@pytest.mark.parametrize("name", ["login", "home", "find", "mail_password_form"])
def test_our_own_pages_have_ours(portal, name):
    fresh_request()
    assert is_lean(portal.unrestrictedTraverse(f"@@{name}"))


def test_whatever_is_within_a_school_has_ours(file):
    fresh_request()
    assert is_lean(file.unrestrictedTraverse("@@sharing"))


def test_home_sends_nobody_to_the_sign_in_page(portal):
    sign_in(portal, None)
    request = fresh_request()
    portal.unrestrictedTraverse("@@home")()
    assert request.response.getHeader("location").endswith("/login")


def test_sign_in_page(portal):
    sign_in(portal, None)
    shown = page(portal, "@@login")
    assert shown.cssselect("title")[0].text == "Sign in: Welfare Files"
    assert not shown.cssselect("nav.places, form.find, .me, [style]")
    names = [field.get("name") for field in shown.cssselect(".field input")]
    assert names == ["__ac_name", "__ac_password"]
    assert shown.cssselect("[name=__ac_password]")[0].get("autocomplete") == "current-password"


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_failure_says_a_number_and_nothing_else(portal, file, accept, caplog):
    request = fresh_request()
    request.environ["HTTP_ACCEPT"] = accept
    shown = Failure(ValueError(f"cannot read {file.family_name}"), request)()
    assert request.response.getStatus() == 500
    assert file.family_name not in shown
    assert "Traceback" not in shown
    assert "ValueError" not in shown
    number = caplog.text.split("Failure ")[1].split(":")[0]
    assert number in shown
    assert file.family_name not in caplog.text
    assert "json" not in accept or json.loads(shown)["number"] == number


def test_what_is_not_there_suggests_nothing(portal):
    request = fresh_request()
    request.environ["HTTP_ACCEPT"] = "text/html"
    shown = html.fromstring(Failure(NotFound("x"), request)())
    assert request.response.getStatus() == 404
    assert len(shown.cssselect("main a")) == 1


def test_assets_are_cached_for_ever_under_their_mark(portal):
    address = assets.url("", "welfarefiles.css")
    request = fresh_request()
    body = portal.unrestrictedTraverse("@@welfare-look")
    for step in address.split("/")[2:]:
        body = body.publishTraverse(request, step)
    assert body() == assets.ASSETS["welfarefiles.css"].body
    assert "immutable" in request.response.getHeader("Cache-Control")
    stale = portal.unrestrictedTraverse("@@welfare-look")
    stale = stale.publishTraverse(request, "0" * 16).publishTraverse(request, "rows.js")
    stale()
    assert request.response.getHeader("Cache-Control") == "no-cache"
