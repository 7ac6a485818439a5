"""Each kind of register written by a lead and by a case worker; a dose given by two people."""

from tests.browser.axe import looked_at
from tests.browser.papers import CONSENT
from tests.browser.papers import make_pdf
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import YESTERDAY
from welfarefiles.calendars import london

import pytest
import transaction


@pytest.fixture
def file(school):
    """Path of a file in the portal, which `worker` has been given to work in."""
    made = make_complete_file(school)
    grant_all(made)
    transaction.commit()
    return "/" + "/".join(made.getPhysicalPath()[2:])


def court_order(visitor, folder):
    visitor.moment(YESTERDAY, "Received")
    visitor.pick("Kind of order", "Child arrangements order")
    visitor.fill("Court", "Family Court at Oakfield")
    visitor.fill("Date made", "2026-01-05")
    visitor.fill("Expires on", london.today().isoformat())
    visitor.fill("What it says", "Lives with the mother.")


def contact_arrangement(visitor, folder):
    visitor.moment(YESTERDAY, "Agreed or ordered")
    visitor.fill("With whom", "Father")
    visitor.fill("How often, and where", "Every second Saturday")
    visitor.page.get_by_label("May not collect the child from school").check()


def delegated_authority(visitor, folder):
    visitor.moment(YESTERDAY, "Signed")
    visitor.fill("Given by", "Mother")
    visitor.fill("Who may consent", "Foster carer")
    visitor.page.get_by_role("button", name="Add decision").click()
    visitor.fill("May consent to", "Day trips")
    paper = make_pdf(folder / "form.pdf", CONSENT)
    visitor.page.set_input_files("input[type=file]", paper)


def medication_log(visitor, folder):
    visitor.moment(YESTERDAY, "Opened")
    visitor.fill("Medical need", "Asthma")


def original_document(visitor, folder):
    visitor.moment(YESTERDAY, "Received")
    visitor.pick("Kind of original", "Birth certificate")
    visitor.fill("Received from", "Mother")
    visitor.fill("Where it is kept", "Office safe")
    visitor.fill("Its condition", "Unharmed")


def child_contribution(visitor, folder):
    visitor.moment(YESTERDAY, "Put on file")
    visitor.tick("Written material", group="Kind of contribution")
    visitor.fill("What it is", "A letter")
    visitor.page.get_by_label("It is the child's property").check()
    visitor.fill("Where it is kept", "Office safe")


def paper_volume(visitor, folder):
    visitor.moment(YESTERDAY, "Last seen")
    visitor.fill("What it is", "Volume 1")
    visitor.fill("Where it is kept", "Archive")


KINDS = {
    "Court order": (court_order, "Child arrangements order"),
    "Contact arrangement": (contact_arrangement, "Contact arrangement: Father, may not collect"),
    "Delegated authority": (delegated_authority, "Delegated authority: Foster carer"),
    "Medication log": (medication_log, "Medication log"),
    "Original document": (original_document, "Birth certificate"),
    "Child's own contribution": (
        child_contribution,
        "Written material: A letter, property of the child",
    ),
    "Paper volume": (paper_volume, "Paper volume: Volume 1"),
}


@pytest.mark.parametrize("role", ["lead", "worker"])
def test_every_register_is_written(visit, file, tmp_path, role):
    visitor, wrong = visit(role), []
    for title, (fill, heading) in KINDS.items():
        visitor.go(file)
        visitor.page.locator("summary", has_text="More").click()
        visitor.follow(title)
        fill(visitor, tmp_path)
        visitor.press("Sign and file")
        assert visitor.message == "Signed and filed", (title, visitor.text)
        assert visitor.sticking_out == [], title
        visitor.go(f"{file}/@@registers")
        assert heading in visitor.lines(".line h3")
    visitor.picture("30-registers")
    wrong += looked_at(visitor, "registers")
    visitor.follow("Birth certificate")
    visitor.follow("Moved, returned …")
    visitor.press("Note and sign")
    assert "Say what happened to it." in visitor.text
    wrong += looked_at(visitor, "what happened")
    visitor.tick("Returned", group="What happened")
    visitor.fill("To whom it was returned", "Mother")
    visitor.press("Note and sign")
    assert "Noted." in visitor.message
    assert "Birth certificate, returned" in visitor.page.locator("h1").inner_text()
    wrong += looked_at(visitor, "original")
    visitor.go(file)
    assert visitor.lines(".tags .tag.bad") == ["Somebody may not collect the child"]
    assert wrong == []


def test_a_dose_given_by_two_people(visit, file):
    lead, worker = visit("lead"), visit("worker")
    lead.go(f"{file}/++add++MedicationLog")
    medication_log(lead, None)
    lead.press("Sign and file")
    lead.fill("Name of the medicine", "Salbutamol inhaler")
    lead.fill("Usual dose", "2 puffs")
    lead.press("Add medicine")
    # on a telephone: the only medicine is chosen, the time filled in
    worker.page.set_viewport_size({"width": 390, "height": 844})
    worker.go(lead.page.url)
    worker.press("Enter and sign")
    assert worker.lines(".who .tag") == ["one signature"]
    wrong = looked_at(worker, "log")
    worker.picture("31-log")
    lead.page.reload()
    lead.page.get_by_role("button", name="I saw this given").click()
    lead.page.get_by_text("Signed as the second person.").wait_for()
    assert lead.lines(".who .tag") == []
    lead.page.locator("summary", has_text="Strike it through").click()
    lead.press("Strike through")
    assert "Say why it is struck through." in lead.text
    wrong += looked_at(lead, "strike")
    lead.fill("Why it is wrong", "Given to another child")
    lead.press("Strike through")
    assert "Given to another child" in lead.text
    lead.go(f"{file}/++add++MedicationLog")
    assert "This child has a medication log already" in lead.message
    assert wrong == []


def test_paper_goes_out_and_comes_back(visit, file):
    lead, head = visit("lead"), visit("head")
    lead.go(f"{file}/++add++PaperVolume")
    paper_volume(lead, None)
    lead.press("Sign and file")
    volume = lead.page.url
    lead.follow("Take out, bring back")
    lead.fill("What for", "Review meeting")
    lead.fill("Back by", london.today().isoformat())
    lead.press("Ask for it")
    head.go(volume)
    head.follow("Take out, bring back")
    wrong = looked_at(head, "take out")
    head.picture("32-take-out")
    head.press("Authorise")
    lead.go(f"{file}/@@registers")
    assert "With lead until" in lead.text
    lead.go(f"{volume}/@@take-out")
    lead.press("It is back")
    assert "Taken out of the office".upper() in lead.text.upper()
    wrong += looked_at(lead, "volume")
    assert wrong == []
