"""Nothing for axe-core to object to on any page of ours, light and dark, wide and narrow."""

from tests.browser.axe import looked_at
from tests.browser.axe import violations
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_record
from tests.school import signed_in
from welfarefiles.access.guards import perform

import pytest
import transaction


RECORD_TYPES = (
    *("Concern", "Assessment", "Plan", "WelfareDocument", "Correspondence", "Decision"),
    "Meeting",
)
ACTION = {"what": "Ring", "who": "lead", "by": None, "done": False}
TABS = (
    "chronology",
    "contacts",
    "plans",
    "documents",
    "decisions",
    "people",
    "closing",
    "upload",
    "history",
    "deadlines",
    "markers",
)


@pytest.fixture
def place(school):
    """Addresses below the portal: a file with a record of every type, some of them unfinished."""
    file = make_complete_file(school, separate_cp_file=True)
    grant_all(file)
    with signed_in("lead"):
        made = {name: make_record(file, name) for name in RECORD_TYPES}
        made["ClosingSummary"] = make_record(file, "ClosingSummary")
        perform(made["Plan"], "submit")
        perform(made["Concern"], "sign")
        perform(made["Concern"], "strike", "In the wrong file")
        made["ContactNote"] = make_record(
            file,
            "ContactNote",
            actions=[{"what": "Ring", "who": "lead", "by": None, "done": False}],
        )
    transaction.commit()
    return {
        "school": path_in_portal(school),
        "file": path_in_portal(file),
        **{name: path_in_portal(record) for name, record in made.items()},
    }


def path_in_portal(content):
    return "/" + "/".join(content.getPhysicalPath()[2:])


def test_nothing_wrong_for_a_lead(visit, place):
    lead = visit("lead")
    wrong = []
    for path in pages_of_a_lead(place):
        assert lead.go(path) == 200, path
        wrong += looked_at(lead, path)
    assert wrong == []


def pages_of_a_lead(place):
    """Every kind of page there is."""
    file = place["file"]
    yield from ("", "/@@find", f"{place['school']}/files", f"{place['school']}/@@team")
    yield from (f"{place['school']}/files/++add++ChildProtectionFile", file, f"{file}/edit")
    yield from (f"{file}/@@{tab}" for tab in TABS)
    yield from (f"{file}/++add++{name}" for name in ("ContactNote", "ClosingSummary"))
    yield from (f"{file}/++add++Meeting?kind=core_group", place["Meeting"])
    yield from (place[name] for name in ("ContactNote", "Concern", "WelfareDocument"))
    yield from (f"{place['ClosingSummary']}/@@checklist", f"{place['ContactNote']}/edit")
    yield f"{place['Concern']}"
    yield from (
        f"{place['school']}/@@{name}"
        for name in ("history", "unusual-access", "deadlines", "calendar")
    )
    yield "/@@my-activity"
    yield f"{place['ContactNote']}/@@move-on?transition=sign"
    yield f"{file}/@@move-on?transition=close"
    yield from (f"{file}/@@{name}" for name in ("access", "give-access", "barrier"))
    yield from (f"{place['school']}/@@{name}" for name in ("cover", "named-teams", "leaving"))
    yield from ("/@@emergency", "/@@your-access")


def test_nothing_wrong_with_errors_hits_and_misses(visit, place):
    lead = visit("lead")
    lead.go(f"{place['file']}/++add++ContactNote")
    lead.page.get_by_role("button", name="Add action").click()
    lead.group("Action 1").get_by_label("By whom").fill("lead")
    lead.press("Sign and file")
    assert lead.errors
    wrong = looked_at(lead, "a form with errors")
    lead.go("/@@find")
    lead.fill("Words in records", "breakfast")
    lead.press("Search")
    wrong += looked_at(lead, "found")
    assert lead.go(f"{place['file'][:-16]}0123456789abcdef") == 404
    wrong += looked_at(lead, "not found in a school")
    assert lead.go("/nowhere") == 404
    assert wrong + looked_at(lead, "not found elsewhere") == []


def test_one_s_own_pages_are_reached_by_the_keyboard(visit, place):
    lead = visit("lead")
    lead.go(place["file"])
    menu = lead.page.locator(".me summary")
    menu.press("Enter")
    lead.page.get_by_role("link", name="My account").wait_for()
    assert looked_at(lead, "menu") == []
    lead.page.keyboard.press("Escape")
    lead.page.get_by_role("link", name="My account").wait_for(state="hidden")
    menu.press("Enter")
    lead.page.get_by_role("link", name="My activity").click()
    lead.page.get_by_role("heading", name="My activity").wait_for()


def test_nothing_wrong_for_whoever_is_signed_out(visit):
    nobody = visit()
    assert nobody.go("/login") == 200
    wrong = looked_at(nobody, "sign in")
    nobody.press("Sign in")
    wrong += looked_at(nobody, "sign in with errors")
    for path in ("/login-help", "/logged-out"):
        nobody.go(path)
        wrong += looked_at(nobody, path)
    assert wrong == []


def test_axe_is_awake(visit):
    nobody = visit()
    nobody.go("/login")
    nobody.page.evaluate("document.querySelector('main').append(new Image())")
    [found] = violations(nobody.page)
    assert found.startswith("image-alt")
