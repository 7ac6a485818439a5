"""Access in a browser: given, looked at again, taken back; barrier, emergency, cover, leaving."""

from datetime import timedelta
from tests.sample import make_file
from tests.sample import PASSWORD
from tests.school import signed_in
from welfarefiles.calendars import london
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import team

import pytest
import transaction


@pytest.fixture
def file(school):
    """Path of a welfare file; `worker`, `reader` and `stranger` are members of staff."""
    for user_id in ("worker", "reader", "stranger"):
        team(school).add(TeamEntry(user_id, "Staff Member"))
    with signed_in("lead"):
        made = make_file(school, family_name="Zephyrine")
    transaction.commit()
    return made


@pytest.fixture
def path(file):
    return file.absolute_url_path().removeprefix("/plone")


def test_access_given_reviewed_and_taken_back(visit, path):
    lead, worker = visit("lead"), visit("worker")
    assert worker.go(path) == 404
    lead.go(path)
    lead.follow("Access")
    lead.follow("Give access")
    lead.press("Give access")
    assert lead.lines(".why")
    lead.fill("Person or team", "worker")
    lead.tick("Read and work", group="They may")
    lead.fill("Why they need to know", "Form tutor")
    lead.fill("Last day", f"{london.today() + timedelta(days=30)}")
    lead.picture("20-give-access")
    lead.press("Give access")
    assert lead.message == "Access given"
    assert "Form tutor" in lead.text
    lead.picture("20-access")
    assert worker.go(path) == 200
    worker.go("")
    assert "Form tutor" in worker.text
    worker.picture("20-home-of-a-worker")
    worker.follow("All of it, and by whom")
    assert "Form tutor" in worker.text
    lead.page.locator("td a", has_text="Change").click()
    lead.fill("Keep it, because", "Still her tutor")
    lead.picture("20-change-access")
    lead.press("Keep")
    assert lead.message == "Reviewed and kept"
    lead.page.locator("td a", has_text="Change").click()
    lead.fill("Why it is taken back", "Left the class")
    lead.press("Take back")
    assert lead.message == "Access taken back"
    assert worker.go(path) == 404


def test_a_relative_is_shut_out(visit, path, file):
    lead, head = visit("lead"), visit("head")
    assert head.go(path) == 200
    lead.go(f"{path}/@@access")
    lead.follow("Shut a relative out")
    lead.fill("Member of staff", "head")
    lead.fill("How they are related", "His aunt")
    lead.press("Shut them out")
    assert "no Authoriser is left" in lead.text
    lead.picture("21-barrier-asks")
    lead.press("Shut them out all the same")
    assert lead.message == "The barrier stands"
    assert head.go(path) == 404
    head.go("")
    head.follow("Open the register")
    assert file.reference not in head.text
    lead.page.locator("li a", has_text="Remove").click()
    lead.fill("Why it is removed", "Another child of that name")
    lead.press("Remove the barrier")
    assert head.go(path) == 200


def test_emergency_for_somebody_without_access(visit, path, file):
    staff, lead = visit("stranger"), visit("lead")
    staff.go("")
    staff.follow("Emergency access")
    staff.fill("Reference of the file", "WF-2026-999999")
    staff.fill("What the emergency is", "Collapsed on the trip")
    staff.press("Open the file for one hour")
    assert "Nothing was opened" in staff.text
    staff.picture("22-emergency-refused")
    staff.fill("Reference of the file", file.reference)
    staff.press("Open the file for one hour")
    assert "for one hour" in staff.message
    assert "Zephyrine" in staff.text
    lead.go(f"{path}/@@access")
    assert lead.lines("td .tag.bad") == ["Emergency"]
    lead.picture("22-access-with-emergency")
    lead.page.locator("td a", has_text="Change").click()
    lead.fill("Why it is taken back", "The hospital has taken over")
    lead.press("Take back")
    assert staff.go(path) == 404


def test_cover_and_leaving(visit, path, school):
    lead = visit("lead")
    place = school.absolute_url_path().removeprefix("/plone")
    lead.go(f"{place}/@@team")
    lead.follow("Name cover")
    lead.fill("Deputy", "worker")
    lead.fill("Last day", f"{london.today() + timedelta(days=3)}")
    lead.press("Name cover")
    assert lead.message == "Cover named"
    lead.picture("23-team")
    # A change of role ends sessions: the deputy signs in now.
    worker = visit("worker")
    worker.go(path)
    assert "Zephyrine" in worker.text
    lead.follow("Named teams")
    lead.fill("Name of the new team", "Year 5 pastoral")
    lead.press("Make a team")
    lead.page.get_by_label("Add a person").fill("worker")
    lead.page.locator("button", has_text="Add to this team").click()
    lead.page.locator("li", has_text="worker").wait_for()
    lead.picture("23-named-teams")
    head = visit("head")
    head.go(f"{place}/@@leaving")
    head.fill("Who leaves", "worker")
    head.fill("Why", "Left on 31 August")
    head.press("Show what will end")
    assert "Year 5 pastoral" in head.text
    head.picture("23-leaving")
    head.press("End all of it")
    assert head.message == "Everything they had here has ended"
    assert "Who has left" in head.text
    gone = visit()
    gone.go("/login")
    gone.fill("User name", "worker")
    gone.fill("Password", PASSWORD)
    gone.press("Sign in")
    assert "That did not work" in gone.text
