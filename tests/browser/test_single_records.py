"""A record lent and returned, a record restricted: by everybody it takes, in a real browser."""

from datetime import timedelta
from tests.browser.axe import looked_at
from tests.sample import make_user
from tests.school import make_complete_file
from tests.school import make_record
from tests.school import signed_in
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london

import pytest
import transaction


PURPOSE = "To prepare the review meeting"


@pytest.fixture
def place(http, school):
    """A file with two signed records, whose section `adviser` reads beside the file."""
    make_user(http["portal"], "adviser")
    file = make_complete_file(school)
    with signed_in("lead"):
        for role in ("Case Worker", "Privileged Reader"):
            grants(file).give("adviser", role, "Writes to Legal Services", "lead")
        report = make_record(file, "WelfareDocument", heading="Report of the nurse")
        perform(report, "sign")
    transaction.commit()
    return {"file": path_in_portal(file), "report": path_in_portal(report)}


def path_in_portal(content):
    return "/" + "/".join(content.getPhysicalPath()[2:])


def test_lent_read_and_returned(visit, place):
    lead, staff = visit("lead"), visit("staff")
    lead.go(place["report"])
    lead.follow("Lend")
    lead.press("Lend")
    assert lead.errors == ["Choose a person of the school"]
    wrong = looked_at(lead, "lend")
    lead.pick("To whom", "staff")
    lead.fill("What for", PURPOSE)
    lead.fill("Back by", (london.today() + timedelta(days=7)).isoformat())
    lead.picture("17-lend")
    lead.press("Lend")
    assert lead.lines("td .tag") == ["Sent"]
    staff.go("")
    staff.picture("17-home")
    wrong += looked_at(staff, "home")
    staff.page.locator(".todo").get_by_role("link", name="Open WF-2026-000001").click()
    staff.picture("17-record")
    assert "Zephyrine" not in staff.page.content()
    lead.go(f"{place['file']}/@@envelopes")
    assert lead.lines("td .tag") == ["Read"]
    lead.picture("17-lent")
    wrong += looked_at(lead, "lent")
    staff.go("/@@shared-with-you")
    staff.picture("17-shared")
    wrong += looked_at(staff, "shared")
    staff.page.get_by_role("button", name="I have done with it").click()
    staff.page.get_by_text("Nothing is shared with you by itself.").wait_for()
    assert staff.go(place["report"]) == 404
    lead.go(f"{place['file']}/@@envelopes")
    assert lead.lines("td .tag") == ["Returned"]
    assert wrong == []


def test_moved_into_the_restricted_section(visit, place):
    lead, adviser = visit("lead"), visit("adviser")
    lead.go(place["report"])
    lead.follow("Restrict")
    lead.picture("18-restrict")
    wrong = looked_at(lead, "restrict")
    lead.fill("Why it is restricted", "Advice of Legal Services of 3 March")
    lead.press("Move into the restricted section")
    assert lead.page.url.endswith(place["file"])
    for tab in ("", "/@@chronology", "/@@documents"):
        lead.go(place["file"] + tab)
        assert "Report of the nurse" not in lead.text
        assert "Restricted" not in lead.text
    assert lead.go(place["report"]) == 404
    adviser.go(place["file"])
    adviser.picture("18-file")
    adviser.follow("Restricted")
    assert "Report of the nurse" in adviser.text
    adviser.picture("18-section")
    wrong += looked_at(adviser, "section")
    adviser.page.reload()  # the menu was left open
    adviser.follow("Minutes: Report of the nurse")
    assert "Restricted: legal privilege" in adviser.lines(".head .tag")
    adviser.picture("18-record")
    wrong += looked_at(adviser, "restricted record")
    adviser.go(f"{place['file']}/++add++Concern?restricted=1")
    adviser.picture("18-add")
    assert "In the restricted section" in adviser.page.content()
    assert wrong == []
