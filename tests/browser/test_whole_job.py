"""The main job in a real browser, by everybody it takes: from the register to retention."""

from datetime import timedelta
from tests.browser.papers import CONSENT
from tests.browser.papers import make_docx
from tests.browser.papers import make_pdf
from tests.browser.papers import MINUTES
from tests.school import name_for
from tests.school import YESTERDAY
from welfarefiles.access.grants import grants

import pytest
import transaction


CHILD = "Quenby Zephyrine"
HAND = "You had a hand in this; somebody else must authorise it."
SUMMARY = {
    "The reason for involvement": "Attendance.",
    "Actions undertaken and outcomes achieved": "Breakfast place; attendance is good.",
    "Other professionals' involvement and their views": "The school nurse agrees.",
    "Who will provide continuing support to the child and family": "The class teacher.",
}
#: What the checklist says of this file before anybody has answered it or completed the front sheet.
UNSETTLED = {
    "C04": "Nobody has said when the front sheet was last checked.",
    "C19": "The front sheet lacks: ethnicity, religion.",
    "C28": "No manager has agreed to the closure.",
}


@pytest.fixture
def two_hats(school):
    """The lead is an authoriser too: only the hand in a record keeps them from authorising it."""
    name_for(school, "lead", "Authoriser", "WelfareFile")
    transaction.commit()


def test_from_the_register_to_retention(visit, school, two_hats, tmp_path):
    lead = visit("lead")
    file = open_a_file(lead)
    record_a_home_visit(lead, file)
    upload_two_documents(lead, file, tmp_path)
    sign_documents(lead, file)
    assessment = submit_an_assessment(lead, file)
    cannot_authorise_ones_own(lead, assessment)
    worker = let_in_a_worker(visit, school, file)
    head = visit("head")
    authorise(head, assessment, "08-assessment")
    closing_is_refused(lead, file)
    complete_the_front_sheet(lead, file)
    summary = write_the_summary(lead, file)
    answer_the_checklist(lead, summary)
    submit_the_summary(lead, summary)
    authorise(head, summary, "13-summary")
    close(lead, file)
    assert worker.go(file) == 404
    worker.picture("15-worker-404")
    records = visit("records")
    retain(records, file)
    assert lead.go(file) == 404
    nobody_read_the_name_in_an_address(lead, head, worker, records)


def open_a_file(lead):
    """From home to the register, from there the form; the address of the new file."""
    lead.go("")
    lead.picture("01-home")
    lead.follow("Open the register")
    lead.picture("02-register-empty")
    lead.follow("Open a welfare file")
    given, family = CHILD.split()
    lead.fill("Given name", given)
    lead.fill("Family name", family)
    lead.fill("Date of birth", "2016-05-04")
    lead.pick("Year group", "Year 5")
    lead.tick("Welfare concern otherwise raised", group="Why a file is kept")
    lead.tick("lead", group="Responsible leader")
    lead.tick("Given", group="Parental consent to maintain the file")
    lead.fill("Date of consent or refusal", "2026-01-05")
    lead.fill("Consent by", "Orla Zephyrine")
    lead.fill("Referral details", "By the class teacher.")
    lead.fill("Gender", "Girl")
    lead.fill("Address", "1 Invented Street")
    lead.fill("Telephone", "01632 960001")
    add_the_mother(lead)
    lead.picture("03-open-a-file")
    lead.press("Save")
    assert CHILD in lead.text
    lead.picture("04-file-opened")
    return lead.page.url


def add_the_mother(lead):
    """A row of the people around the child."""
    lead.page.get_by_role("button", name="Add person").click()
    mother = lead.group("Person 1")
    mother.get_by_label("Name").fill("Orla Zephyrine")
    mother.get_by_label("Relation or role").fill("Mother")
    mother.get_by_label("Has parental responsibility").check()


def record_a_home_visit(lead, file):
    """One page, the main button signs."""
    lead.go(file)
    lead.follow("Add contact note")
    lead.tick("Parents or carers", group="Contact with")
    lead.pick("Kind of contact", "Home visit")
    lead.moment(YESTERDAY)
    lead.fill("Who it was with", "Mother")
    lead.fill("What was said and seen", "She described the mornings.")
    lead.fill("Outcome", "A breakfast place from Monday.")
    lead.picture("05-home-visit")
    lead.press("Sign and file")
    assert lead.message == "Signed and filed"
    assert lead.lines(".head .tag") == ["Signed"]
    lead.picture("05-home-visit-filed")


def upload_two_documents(lead, file, folder):
    """A real PDF and a real DOCX at once, a kind for each; then they are found by their words."""
    lead.go(file)
    lead.follow("Upload")
    papers = [make_pdf(folder / "form.pdf", CONSENT), make_docx(folder / "minutes.docx", MINUTES)]
    lead.page.set_input_files("input[type=file]", papers)
    waiting = lead.page.locator(".uploads > li")
    for line, kind in zip(waiting.all(), ("Consent form", "Minutes"), strict=True):
        line.get_by_label("Kind of document").select_option(label=kind)
    lead.picture("06-upload")
    lead.press("Upload")
    lead.page.wait_for_url("**/@@documents")
    assert sorted(lead.lines(".line h3")) == ["Consent form", "Minutes"]
    lead.picture("06-uploaded")
    lead.fill("Search records you may see", "kingfisher")
    lead.page.keyboard.press("Enter")
    lead.page.wait_for_url("**/@@find")
    assert lead.lines(".line h2") == ["Minutes"]
    lead.picture("06-found")


def sign_documents(lead, file):
    """Each document is looked at and signed."""
    for title in ("Consent form", "Minutes"):
        lead.go(f"{file}/@@documents")
        lead.follow(title)
        lead.follow("Sign and file")
        lead.press("Sign and file")
        assert lead.lines(".head .tag") == ["Signed"]


def submit_an_assessment(lead, file):
    """Written and sent to a manager in one go; its address."""
    lead.go(file)
    lead.page.locator("summary", has_text="More").click()
    lead.follow("Assessment")
    lead.pick("Kind of assessment", "Early Help Assessment")
    lead.moment(YESTERDAY + timedelta(hours=1))
    lead.fill("Summary of the assessment", "Needs met by early help.")
    lead.tick("No further action", group="Recommendation")
    lead.picture("07-assessment")
    lead.press("Submit for authorisation")
    assert lead.message == "Submitted for authorisation"
    return lead.page.url


def cannot_authorise_ones_own(lead, assessment):
    """Not offered on its page, and refused with the reason at the step's own address."""
    lead.go(assessment)
    assert not lead.offers("Authorise")
    assert HAND in lead.text
    lead.picture("07-assessment-own")
    lead.go(f"{assessment}/@@move-on?transition=authorise")
    assert lead.errors == [HAND]
    assert not lead.offers("Authorise", role="button")
    lead.picture("07-assessment-refused")


def let_in_a_worker(visit, school, file):
    """Somebody with a grant on this one file reads it."""
    worker = visit("worker")
    assert worker.go(file) == 404
    transaction.begin()
    [content] = school["files"].objectValues()
    grants(content).give("worker", "Case Worker", "Works with the child", "lead")
    transaction.commit()
    assert worker.go(file) == 200
    assert CHILD in worker.text
    return worker


def authorise(head, record, name):
    """Found at home among what waits, read, authorised."""
    head.go("")
    head.picture(f"{name}-waits-at-home")
    head.go(record)
    head.follow("Authorise")
    head.picture(f"{name}-authorise")
    head.press("Authorise")
    assert head.lines(".head .tag") == ["Authorised"]
    head.picture(f"{name}-authorised")


def closing_is_refused(lead, file):
    """The page says exactly what is missing, and offers no button."""
    lead.go(file)
    lead.page.locator("summary", has_text="More").click()
    lead.follow("Close this file")
    assert lead.lines("main .card li") == ["There is no closing summary."]
    lead.picture("09-closing-refused")
    assert not lead.offers("Close the file")
    lead.go(f"{file}/@@move-on?transition=close")
    assert lead.errors == ["There is no closing summary."]
    lead.picture("09-closing-refused-step")


def complete_the_front_sheet(lead, file):
    """What the checklist will ask for; the file's page says when there is nothing left to do."""
    lead.go(file)
    lead.follow("Change the front sheet")
    lead.fill("Ethnicity", "White British")
    lead.fill("Religion", "None")
    lead.fill("Last checked to be up to date", f"{YESTERDAY:%Y-%m-%d}")
    lead.fill("Next review", f"{YESTERDAY + timedelta(days=60):%Y-%m-%d}")
    lead.picture("10-front-sheet")
    lead.press("Save")
    assert lead.message == "Saved"


def write_the_summary(lead, file):
    """Kept as a draft, because the checklist comes first; its address."""
    lead.go(f"{file}/@@closing")
    lead.follow("Write the closing summary")
    lead.moment(YESTERDAY + timedelta(hours=2))
    for label, text in SUMMARY.items():
        lead.fill(label, text)
    lead.picture("11-summary")
    lead.press("Submit for authorisation")
    assert "Kept as a draft" in lead.message
    lead.picture("11-summary-kept")
    summary = lead.page.url
    lead.go(f"{file}/@@closing")
    lead.picture("11-summary-missing")
    return summary


def answer_the_checklist(lead, summary):
    """What the system found is settled; a person answers the rest."""
    lead.go(summary)
    lead.follow("Checklist")
    lead.picture("12-checklist")
    for choices in lead.page.locator("fieldset.choices").all():
        choices.get_by_label("Not applicable", exact=True).check()
        choices.get_by_label("Reason, when not applicable").fill("There is none in this file.")
    lead.press("Save the checklist")
    assert lead.message == "Checklist saved"
    lead.picture("12-checklist-saved")


def submit_the_summary(lead, summary):
    """Now there is nothing in the way."""
    lead.go(summary)
    lead.follow("Submit for authorisation")
    lead.press("Submit for authorisation")
    assert lead.lines(".head .tag") == ["Waiting for authorisation"]


def close(lead, file):
    """Nothing is missing: the button is there, and the file closes."""
    lead.go(f"{file}/@@closing")
    assert "Nothing is missing. The file can be closed." in lead.text
    lead.picture("14-closing")
    lead.follow("Close the file")
    lead.picture("14-close")
    lead.press("Close the file")
    assert lead.lines(".head .tag")[0] == "Closed"
    lead.picture("14-closed")


def retain(records, file):
    """The records manager finds it in the register, retains it, and reads all of it."""
    records.go("")
    records.follow("Open the register")
    records.picture("16-register")
    records.follow(CHILD)
    records.follow("Retain the file")
    records.press("Retain the file")
    assert records.lines(".head .tag")[0] == "Retained"
    assert not records.offers("Add contact note")
    records.picture("16-retained")
    records.go(f"{file}/@@chronology")
    assert len(records.lines(".line h3")) == 5
    records.picture("16-chronology")


def nobody_read_the_name_in_an_address(*visitors):
    """No title and no address along the way has the child's name (R042)."""
    seen = " ".join(text for visitor in visitors for text in visitor.seen).lower()
    assert "wf-2026-000001" in seen
    assert [name for name in CHILD.lower().split() if name in seen] == []
