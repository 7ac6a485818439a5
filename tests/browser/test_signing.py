"""A note signed, corrected, signed by a second person and struck through, in a real browser."""

from tests.browser.axe import looked_at
from tests.school import make_complete_file
from tests.school import make_record
from tests.school import signed_in
from welfarefiles.signing.shown import grouped

import pytest
import transaction


CORRECTION = "It was 16:40, not 15:40."


@pytest.fixture
def note(http, school):
    file = make_complete_file(school)
    with signed_in("lead"):
        draft = make_record(file, "ContactNote")
    transaction.commit()
    return draft


def path_in_portal(content):
    return "/" + "/".join(content.getPhysicalPath()[2:])


def test_signed_corrected_countersigned_and_struck_through(visit, note):
    lead, staff = visit("lead"), visit("staff")
    path, wrong = path_in_portal(note), []
    lead.go(path)
    lead.follow("Who was there")
    lead.fill("Witness", "staff")
    lead.picture("24-who-was-there")
    wrong += looked_at(lead, "who was there")
    lead.press("Save")
    lead.follow("Sign and file")
    lead.press("Sign and file")
    transaction.begin()
    assert grouped(note.sealed_hash) in lead.text
    assert "Missing" in lead.text

    lead.follow("Add an addendum")
    lead.press("Sign and add")
    assert lead.errors == ["Say what it is about, for example: the time of the call."]
    lead.fill("What it is about", "The time")
    lead.fill("What is added or put right", CORRECTION)
    lead.picture("24-addendum")
    wrong += looked_at(lead, "addendum")
    lead.press("Sign and add")
    assert CORRECTION in lead.text

    lead.follow("Ask for a signature")
    lead.fill("Who", "staff")
    lead.picture("24-ask")
    wrong += looked_at(lead, "ask")
    lead.press("Ask")
    assert "Asked" in lead.text

    staff.go("")
    staff.picture("24-home")
    staff.page.locator(".todo").get_by_role("link", name="Read and sign").first.click()
    assert "asks you to sign this record" in staff.text
    assert not staff.offers("Edit")
    staff.picture("24-asked")
    wrong += looked_at(staff, "asked")
    staff.follow("Sign")
    staff.picture("24-countersign")
    staff.press("Sign")
    assert staff.go(path) == 404

    lead.go(path)
    assert "(witness) by staff" in lead.text
    lead.picture("24-signed")
    wrong += looked_at(lead, "signed")
    lead.follow("Strike through")
    lead.fill("reason", "It was another child.")
    lead.press("Strike through")
    assert "It was another child." in lead.text
    assert CORRECTION in lead.text
    lead.picture("24-struck")
    wrong += looked_at(lead, "struck")
    lead.go(f"{path_in_portal(note.aq_parent)}/@@chronology")
    assert "1 addendum" in lead.text
    assert wrong == []
