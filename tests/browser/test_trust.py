"""A file goes to another school of the site: the lead who offers it, the lead who takes it over."""

from tests.browser.axe import violations
from tests.jobsite import work_off
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.trusts import files_in
from tests.trusts import make_trust
from welfarefiles.calendars import london
from welfarefiles.transfer import steps
from welfarefiles.transfer.store import transfers_of

import transaction


def looks_right(visitor, name):
    visitor.picture(name)
    assert violations(visitor.page) == []


def test_offered_and_taken_over(http, visit, school):
    trust = make_trust(http["portal"], school)
    make_complete_file(school)
    transaction.commit()
    lead, there = visit("lead"), visit("newlead")
    page = prepare(lead, "/" + "/".join(trust.welfare.getPhysicalPath()[2:]))
    transaction.begin()
    for file in (trust.protection, trust.welfare):
        make_agreed_summary(file, "transfer")
    transaction.commit()
    lead.page.goto(page)
    lead.tick("I have checked the receiving school and what goes")
    lead.press("Close the files and build the pack")
    lead.page.goto("about:blank")  # the page of the job moves on by itself
    work_off(http)
    lead.page.goto(page)
    looks_right(lead, "trust-ready")
    lead.press("Offer it to the school")
    looks_right(lead, "trust-offered")

    there.go("/")
    looks_right(there, "trust-home")
    there.page.get_by_role("link", name="Answer Offered").click()
    looks_right(there, "trust-offers")
    assert "Orlando" not in there.text
    there.press("Accept what is chosen")
    assert "Choose what your school takes over." in there.text
    for box in there.page.get_by_role("checkbox").all():
        box.check()
    there.press("Accept what is chosen")
    assert "/@@job/" in there.page.url
    there.go("/")
    work_off(http)
    made = files_in(trust.receiver)
    assert len(made) == 2
    there.go("/" + "/".join(made["WelfareFile"].getPhysicalPath()[2:]))
    assert "From Brookside Primary" in there.text
    lead.page.goto(page)
    assert "Newlead, Welfare Lead, Oakfield Academy" in lead.text
    looks_right(lead, "trust-received")
    lead.go(f"/{trust.sender.getId()}/@@transfer-together")
    looks_right(lead, "transfer-together")
    [transfer] = transfers_of(trust.sender).all()
    assert transfer.state == steps.RECEIVED


def prepare(lead, file):
    """Answer the questions for a school of the site; address of the transfer."""
    lead.go(f"{file}/@@transfer")
    looks_right(lead, "trust-questions")
    lead.page.get_by_label("School of this site").select_option(label="Oakfield Academy")
    lead.fill("The child leaves, or left, on", london.today().isoformat())
    lead.tick("Given", group="Consent to send the welfare file")
    lead.fill("Who gave consent", "Mother")
    lead.fill("Consent given on", london.today().isoformat())
    lead.tick("No", group="Is anything relevant shared before the child leaves?")
    lead.fill("Why, and what", "They know the child.")
    lead.tick("Yes", group="Have the parents been told")
    lead.press("Prepare the transfer")
    assert "On this site: it is offered here" in lead.text
    return lead.page.url
