"""The server and the browser, once for this folder; a school anew for each test."""

from playwright.sync_api import sync_playwright
from tests.browser.recording import CHILD
from tests.browser.visitor import Visitor
from tests.chromium import ARGUMENTS
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from types import SimpleNamespace

import pytest
import transaction


#: Of the children in these tests.
NAMES = [*CHILD.lower().split(), "wilfreda"]
# No colour fades into another while a test looks.
WINDOW = {
    "locale": "en-GB",
    "reduced_motion": "reduce",
    "timezone_id": "Europe/London",
    "viewport": {"width": 1280, "height": 900},
}


@pytest.fixture(autouse=True, scope="session")
def keep_server(http_session):
    """Without this each test would set the layer up and start a server of its own."""


@pytest.fixture(scope="session")
def browser(chromium):
    """A running Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def school(http):
    """A school with a person for each role; committed."""
    portal = http["portal"]
    make_people(portal)
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    made = make_staffed_school(portal)
    transaction.commit()
    return made


@pytest.fixture
def visit(http, browser, school):
    """`visit(user_id)`: a `Visitor` signed in as somebody, each with a browser window of their own.

    Without a user id nobody is signed in; `scripts=False` is a browser that runs none. At the end:
    the browser complained of nothing, and no address and no title had a child's name (R042).
    """
    server = SimpleNamespace(host=http["host"], port=http["port"])
    visitors = []

    def enter(user_id=None, scripts=True):
        context = browser.new_context(java_script_enabled=scripts, **WINDOW)
        context.set_default_timeout(30_000)
        visitor = Visitor(context.new_page(), f"http://{server.host}:{server.port}/plone")
        visitors.append(visitor)
        if user_id is not None:
            visitor.sign_in(user_id)
        return visitor

    yield enter
    for visitor in visitors:
        visitor.page.context.close()
    assert [fault for visitor in visitors for fault in visitor.faults] == []
    seen = " ".join(text for visitor in visitors for text in visitor.seen).lower()
    assert [name for name in NAMES if name in seen] == []
