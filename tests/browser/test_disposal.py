"""Destroying, by two people: what stands in the way, the review, the second person, the end."""

from tests.browser.axe import violations
from tests.disposing import carry_out
from tests.disposing import make_due
from tests.disposing import release_all
from welfarefiles.disposal.register import disposals_of

import transaction


REASON = "National guidance was issued."


def test_two_people_destroy_a_file(visit, school):
    file = make_due(school)
    base = "/" + "/".join(school.getPhysicalPath()[2:])
    records, head = visit("records"), visit("head")
    records.go(f"{base}/@@disposal")
    assert "Nothing may be destroyed now" in records.text
    records.picture("disposal-held")
    release_all(school)

    records.go(f"{base}/@@disposal")
    records.tick(file.reference)
    records.press("Prepare a batch of the chosen files")
    batch = records.page.url
    records.tick("Looked through: to be destroyed")
    records.page.get_by_role("button", name="Note the review").click()
    assert "To be destroyed" in records.text
    records.picture("disposal-reviewed")
    assert violations(records.page) == []
    assert not records.offers("Authorise the disposal", "button")

    for name in ("retention", "retention-facts"):
        records.go("/" + "/".join(file.getPhysicalPath()[2:]) + f"/@@{name}")
        records.picture(name)
        assert violations(records.page) == []
    for name in ("holds", "change-schedule", "retention-report"):
        records.go(f"{base}/@@{name}")
        records.picture(name)
        assert violations(records.page) == []

    head.page.goto(batch)
    head.press("Authorise the disposal")
    assert "Tick that you have checked the list." in head.text
    head.tick("I have checked the list")
    head.press("Authorise the disposal")
    head.picture("disposal-authorised")

    records.page.goto(batch)
    records.tick("Destroy these files for good")
    records.press("Destroy")
    assert "/@@job" in records.page.url
    transaction.begin()
    [prepared] = disposals_of(school).batches()
    carry_out(school, prepared)
    records.page.goto(batch)
    assert "Destroyed" in records.text
    records.picture("disposal-destroyed")
