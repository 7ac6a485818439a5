"""Assessments, plans, court reports, fostering, decisions: by a lead and by a case worker.

Each is finished and printed by whoever may; somebody else authorises, and leads strike through.
"""

from tests.browser.closing import SUMMARY
from tests.browser.papers import CONSENT
from tests.browser.papers import make_pdf
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import YESTERDAY
from tests.unit.test_messages import make_eml

import pytest
import transaction


@pytest.fixture
def file(school):
    """Path of a file in the portal, which `worker` has been given to work in."""
    made = make_complete_file(school)
    grant_all(made)
    transaction.commit()
    return "/" + "/".join(made.getPhysicalPath()[2:])


def attach(visitor, folder):
    visitor.page.set_input_files("input[type=file]", make_pdf(folder / "paper.pdf", CONSENT))


#: Type: label and text of fields; groups or lists and what is chosen there; whether a file is
#: needed; the button that finishes it.
KINDS = {
    "Assessment": (
        {"Summary of the assessment": "She sleeps badly."},
        {"Kind of assessment": "CAF", "Recommendation": "Further action"},
        False,
        "Submit for authorisation",
    ),
    "Plan": (
        {"Work to be done and its objectives": "To read every day."},
        {"Kind of plan": "Individual provision map"},
        False,
        "Submit for authorisation",
    ),
    "CourtReport": (
        {
            "Written by": "The lead of the school",
            "Court": "Family Court at Oakfield",
            "Asked for by": "The guardian, on 2 November",
            "What it says": "He comes to school each day.",
        },
        {"Kind of report": "Report of the school"},
        True,
        "Submit for authorisation",
    ),
    "FosteringArrangement": (
        {
            "Who looks after the child": "Mr and Mrs Quill",
            "Provider or agency": "Willow Fostering",
            "From": "2026-01-05",
            "What was agreed": "Until the summer.",
        },
        {"Kind of arrangement": "Independent fostering provider"},
        False,
        "Sign and file",
    ),
    "Decision": (
        {"Advice given or decision made": "Close monitoring.", "Reasons": "Two absences."},
        {},
        False,
        "Sign and file",
    ),
}
SAID = {
    "Submit for authorisation": "Submitted for authorisation",
    "Sign and file": "Signed and filed",
}


def choose(visitor, label, title):
    """From a list, or among buttons."""
    if visitor.page.get_by_role("group", name=label).count():
        visitor.tick(title, group=label)
    else:
        visitor.pick(label, title)


def write(person, file, portal_type, folder):
    """Fill in and finish the form of a type; the address of the record."""
    texts, chosen, is_paper, button = KINDS[portal_type]
    person.go(f"{file}/++add++{portal_type}")
    person.page.locator("input[type=date]").first.fill(f"{YESTERDAY:%Y-%m-%d}")
    person.page.locator("input[type=time]").first.fill(f"{YESTERDAY:%H:%M}")
    for label, text in texts.items():
        person.fill(label, text)
    for label, title in chosen.items():
        choose(person, label, title)
    if is_paper:
        attach(person, folder)
    person.press(button)
    assert person.message == SAID[button], (portal_type, person.errors)
    assert person.sticking_out == [], portal_type
    return person.page.url


@pytest.mark.parametrize("user_id", ["lead", "worker"])
def test_every_kind_is_written_finished_and_printed(visit, file, tmp_path, user_id):
    person, written = visit(user_id), {}
    for portal_type in KINDS:
        if (user_id, portal_type) == ("worker", "Decision"):
            # advice and decisions are for managers to record
            assert person.go(f"{file}/++add++Decision") == 404
            continue
        written[portal_type] = write(person, file, portal_type, tmp_path)
        paper = person.page.request.get(f"{written[portal_type]}/@@record.pdf")
        assert paper.body().startswith(b"%PDF"), portal_type
    added_to(person, written["FosteringArrangement"])
    if user_id == "lead":
        authorised_by_somebody_else(visit("head"), written["CourtReport"])
        struck_through(person, written["FosteringArrangement"])
    else:
        assert not person.offers("Strike through")


def authorised_by_somebody_else(head, report):
    head.go(report)
    head.follow("Authorise")
    head.press("Authorise")
    assert head.lines(".head .tag") == ["Authorised"]


def added_to(person, record):
    person.go(record)
    person.follow("Add an addendum")
    person.fill("What it is about", "The day")
    person.fill("What is added or put right", "It began a day later.")
    person.press("Sign and add")
    assert "It began a day later." in person.text


def struck_through(person, record):
    person.go(record)
    person.follow("Strike through")
    person.fill("reason", "It was another child.")
    person.press("Strike through")
    assert person.lines(".head .tag") == ["Struck through"]
    assert "It was another child." in person.text
    assert "It began a day later." in person.text


def test_papers_emails_letters_and_the_summary_by_a_case_worker(visit, file, tmp_path):
    """What a lead does in the tests of uploads, letters and closing."""
    worker = visit("worker")
    paper, eml = make_pdf(tmp_path / "form.pdf", CONSENT), tmp_path / "monday.eml"
    eml.write_bytes(make_eml(subject="Monday").as_bytes())
    worker.go(f"{file}/@@upload")
    worker.page.set_input_files("input[type=file]", [paper, eml])
    document, email = worker.page.locator(".uploads > li").all()
    document.get_by_label("Kind of document").select_option(label="Handwritten notes, scanned")
    email.get_by_label("did it lead to something?").select_option(value="record")
    email.get_by_label("what it led to").fill("A breakfast place.")
    worker.press("Upload")
    worker.page.wait_for_url("**/@@documents")
    for title in ("Handwritten notes, scanned", "Email: Monday"):
        worker.go(f"{file}/@@documents")
        worker.follow(title)
        worker.follow("Sign and file")
        worker.press("Sign and file")
        assert worker.lines(".head .tag") == ["Signed"]
    worker.go(f"{file}/@@letters")
    letter = worker.page.locator("details.card", has_text="Closure letter to parents").first
    letter.locator("summary").click()
    letter.get_by_role("checkbox").first.check()
    with worker.page.expect_navigation():
        letter.get_by_role("button", name="Prepare the letters").click()
    assert "To be sent" in worker.text
    worker.go(f"{file}/@@closing")
    worker.follow("Write the closing summary")
    worker.moment(YESTERDAY)
    for label, text in SUMMARY.items():
        worker.fill(label, text)
    worker.press("Submit for authorisation")
    assert "things are to be done first" in worker.message
    assert "Kept as a draft" in worker.message
