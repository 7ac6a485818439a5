"""The main job in a real browser, by everybody it takes: from the register to retention."""

from tests.browser import closing
from tests.browser import recording
from tests.browser.recording import CHILD
from tests.school import name_for
from welfarefiles.access.grants import grants

import pytest
import transaction


HAND = "You had a hand in this; somebody else must authorise it."


@pytest.fixture
def two_hats(school):
    """The lead is an authoriser too: only the hand in a record keeps them from authorising it."""
    name_for(school, "lead", "Authoriser", "WelfareFile")
    transaction.commit()


def test_from_the_register_to_retention(visit, school, two_hats, tmp_path):
    lead = visit("lead")
    file = recording.open_a_file(lead)
    recording.record_a_home_visit(lead, file)
    recording.upload_two_documents(lead, file, tmp_path)
    recording.sign_documents(lead, file)
    assessment = recording.submit_an_assessment(lead, file)
    cannot_authorise_ones_own(lead, assessment)
    worker = let_in_a_worker(visit, school, file)
    head = visit("head")
    authorise(head, assessment, "08-assessment")
    closing.closing_is_refused(lead, file)
    summary = closing.write_the_summary(lead, file)
    closing.closing_lists_what_is_missing(lead, file)
    closing.complete_the_front_sheet(lead, file)
    closing.answer_the_checklist(lead, summary)
    closing.submit_the_summary(lead, summary)
    cannot_authorise_ones_own(lead, summary)
    authorise(head, summary, "13-summary")
    closing.close(lead, file)
    assert worker.go(file) == 404
    worker.picture("15-worker-404")
    records = visit("records")
    retain(records, file)
    reads_it_all(records, file)
    assert lead.go(file) == 404


def cannot_authorise_ones_own(lead, assessment):
    """Not offered on its page, and refused with the reason at the step's own address."""
    lead.go(assessment)
    assert not lead.offers("Authorise")
    assert HAND in lead.text
    lead.go(f"{assessment}/@@move-on?transition=authorise")
    assert lead.errors == [HAND]
    assert not lead.offers("Authorise", role="button")
    lead.picture("07-refused")


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


def retain(records, file):
    """The records manager finds it in the register, retains it, and reads all of it."""
    records.go("")
    records.follow("Open the register")
    records.picture("16-register")
    records.follow("Zephyrine, Quenby")
    records.follow("Retain the file")
    records.press("Retain the file")
    assert records.lines(".head .tag")[0] == "Retained"
    records.picture("16-retained")


def reads_it_all(records, file):
    """Every record and its document, and nothing to change them with."""
    for name in ("Add contact note", "Upload", "Change the front sheet"):
        assert not records.offers(name)
    assert records.go(f"{file}/edit") == 404
    records.go(f"{file}/@@chronology")
    titles = ["Closing checklist", "Closing summary", "Consent form"]
    titles += ["Early Help Assessment", "Front sheet signed as complete and up to date"]
    titles += ["Home visit", "Minutes"]
    assert sorted(records.lines(".line h3")) == titles
    records.picture("16-chronology")
    records.follow("Consent form")
    assert not records.offers("Edit")
    address = records.page.get_by_role("link", name="form.pdf").get_attribute("href")
    answer = records.page.request.get(address)
    assert answer.body().startswith(b"%PDF-")
    assert "WF-2026-000001-consent-form-" in answer.headers["content-disposition"]
