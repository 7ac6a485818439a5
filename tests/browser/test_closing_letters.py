"""A whole closure with its letters: lead, manager, office, and what is left on the file."""

from plone import api
from tests.browser.axe import violations
from tests.browser.closing import SUMMARY
from tests.letters import NURSE
from tests.letters import upload_named
from tests.letters import word
from tests.school import FRONT_SHEET
from tests.school import make_complete_file
from tests.school import YESTERDAY

import transaction


WAYS = {"closure_parents": "By hand", "closure_professionals": "By email"}


def looked_at(visitor, name):
    """A picture at both widths, and no fault for those who do not see."""
    visitor.picture(name)
    assert violations(visitor.page) == []


def change_a_template(office, base):
    """The school's own wording, seen with an invented child before anybody gets it."""
    office.go(f"{base}/@@letter-templates")
    looked_at(office, "letter-templates")
    office.follow("Closure letter to parents")
    upload_named(office.page, "own.docx", word("{{ nonsense }}"))
    office.press("Upload as a new version")
    assert "There is no field “nonsense”." in office.text
    looked_at(office, "letter-template-refused")
    upload_named(office.page, "own.docx", word("Dear {{ recipient_name }}, we say goodbye."))
    office.press("Upload as a new version")
    assert "Version 1" in office.text
    looked_at(office, "letter-template")
    office.go(f"{base}/@@add-letter-template")
    looked_at(office, "letter-template-new")


def add_a_line(head, base):
    """The school asks one thing more than Appendix 2, of the manager."""
    head.go(f"{base}/@@closing-checklist")
    looked_at(head, "closing-lines")
    head.follow("Add a line")
    head.fill("Title it stands under", "Ours")
    head.fill("What is asked", "The governors were told")
    head.tick("Before the file is closed", "The manager who agrees")
    looked_at(head, "closing-line")
    head.press("Save")
    assert "The governors were told" in head.text


def prepare_letters(lead, file):
    lead.go(f"{file}/@@letters")
    looked_at(lead, "letters-none")
    for title, name in (
        ("Closure letter to parents", FRONT_SHEET["people"][0]["name"]),
        ("Closure letter to professionals", NURSE["name"]),
    ):
        choice = lead.page.locator("details.card", has=lead.page.get_by_text(title, exact=True))
        choice.locator("summary").click()
        choice.get_by_label(name).check()
        with lead.page.expect_navigation():
            choice.get_by_role("button", name="Prepare the letters").click()
        assert f"{title}: {name}" in lead.text
    looked_at(lead, "letters-prepared")


def send_letters(office, base):
    """The office sees what is to be sent, and nothing else of the file."""
    office.go(f"{base}/@@letters-to-send")
    looked_at(office, "letters-to-send")
    for way in WAYS.values():
        office.follow("Note that it was sent")
        office.press("Note that it was sent")
        assert "Say how the letter was sent." in office.text
        looked_at(office, "letter-sent-refused")
        office.tick(way)
        office.press("Note that it was sent")
    assert "No letter waits." in office.text


def test_a_whole_closure_with_letters(visit, school):
    file = make_complete_file(school, people=[*FRONT_SHEET["people"], NURSE])
    transaction.commit()
    base = "/" + "/".join(school.getPhysicalPath()[2:])
    path = "/" + "/".join(file.getPhysicalPath()[2:])
    lead, head, office = visit("lead"), visit("head"), visit("office")
    change_a_template(office, base)
    add_a_line(head, base)

    lead.go(f"{path}/++add++ClosingSummary")
    lead.moment(YESTERDAY)
    for label, text in SUMMARY.items():
        lead.fill(label, text)
    lead.press("Submit for authorisation")
    summary = lead.page.url
    lead.go(f"{summary}/@@checklist")
    for choices in lead.page.locator("fieldset.choices").all():
        choices.get_by_label("Not applicable", exact=True).check()
        choices.get_by_label("Reason, when not applicable").fill("There is none in this file.")
    lead.press("Save the checklist")
    lead.go(summary)
    lead.follow("Submit for authorisation")
    lead.press("Submit for authorisation")

    prepare_letters(lead, path)
    lead.go(f"{path}/@@closing")
    assert "wait to be sent" in lead.text
    send_letters(office, base)
    lead.go(f"{summary}/@@checklist")
    assert "Letters sent to all parents with parental responsibility" in lead.text
    looked_at(lead, "checklist-letters")

    head.go(f"{summary}/@@checklist")
    line = head.page.locator("#line-S01")
    line.get_by_label("Done", exact=True).check()
    looked_at(head, "checklist-manager")
    head.press("Save the checklist")
    head.go(summary)
    head.follow("Authorise")
    head.press("Authorise")

    lead.go(f"{base}/@@close-together")
    looked_at(lead, "close-together")
    lead.go(f"{path}/@@closing")
    lead.follow("Close the file")
    lead.press("Close the file")
    transaction.begin()
    assert api.content.get_state(file) == "closed"
    lead.go(f"{path}/@@documents")
    assert "Closing checklist" in lead.text
    looked_at(lead, "documents-closed")
    lead.go(f"{summary}/@@checklist")
    assert "as the file was closed" in lead.text
    assert not any("Quill" in url or "Zephyrine" in url for url in lead.seen + office.seen)
