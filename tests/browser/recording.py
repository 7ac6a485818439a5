"""What a lead writes into a file: the front sheet, a note, documents, an assessment."""

from datetime import timedelta
from tests.browser.papers import CONSENT
from tests.browser.papers import make_docx
from tests.browser.papers import make_pdf
from tests.browser.papers import MINUTES
from tests.school import YESTERDAY


CHILD = "Quenby Zephyrine"


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
    lead.fill("Who was present", "The mother and the child")
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
