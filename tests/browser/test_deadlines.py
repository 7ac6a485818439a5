"""A school enters a one-off bank holiday, and the lead sees what it does to a late record."""

from datetime import datetime
from datetime import timedelta
from tests.browser.axe import violations
from tests.sample import make_note
from tests.school import make_complete_file
from tests.school import signed_in
from welfarefiles.calendars.london import LONDON

import transaction


HAPPENED = datetime(2026, 11, 5, 15, 40, tzinfo=LONDON)


def test_a_bank_holiday_and_a_late_record(visit, school):
    with signed_in("lead"):
        note = make_note(make_complete_file(school), happened_at=HAPPENED)
        note.recorded_at = HAPPENED + timedelta(days=11)
        note.reindexObject()
    transaction.commit()
    lead = visit("lead")
    lead.follow("Deadlines", within="header")
    assert "Recorded 2 working days late" in lead.text
    assert [violations(lead.page), lead.sticking_out] == [[], []]
    lead.follow("School calendar")
    row = lead.group("One-off bank holidays")
    row.get_by_label("Name").first.fill("State funeral")
    row.get_by_label("First day").first.fill("2026-12-25")
    lead.press("Save")
    assert "25 Dec 2026 is a bank holiday in England already." in lead.text
    assert [violations(lead.page), lead.sticking_out] == [[], []]
    row = lead.group("One-off bank holidays")
    row.get_by_label("First day").first.fill("2026-11-10")
    lead.press("Save")
    assert "Saved." in lead.message
    lead.follow("Deadlines", within="header")
    assert "Recorded 1 working day late" in lead.text
    lead.follow("Telephone call")
    assert "13 November 2026" in lead.text
    assert lead.faults == []
