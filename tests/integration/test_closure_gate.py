"""The one way out of an open file (R151, R154-R161): page, REST and script give one answer."""

from plone import api
from tests.closing import ask
from tests.closing import keys
from tests.closing import make_closable_file
from tests.closing import step
from tests.closing import summary_of
from tests.sample import make_file
from tests.school import answer_all
from tests.school import make_agreed_summary
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import reasons
from welfarefiles.calendars import london
from welfarefiles.frontsheet.keeping import sign as sign_front_sheet
from welfarefiles.people.team import school_of
from welfarefiles.transfer.gate import NO_TRANSFER

import pytest


WAITS = [
    "C01 Case Closure or Transfer Summary signed off by the line manager, if applicable: "
    "The closing summary waits for the manager's authorisation. It does apply to this file.",
    "C02 Management authorisation of the Closure Summary signed off by the manager: "
    "The closing summary waits for the manager's authorisation.",
    "C28 Manager's agreement for closure: name and date: No manager has agreed to the closure.",
]


@pytest.fixture
def file(integration):
    """Complete, open, by `lead`; nothing about closure is in it yet."""
    return make_closable_file(integration["portal"])


@pytest.fixture
def school(file):
    return school_of(file)


def test_without_a_summary(file):
    assert ask(file) == ["There is no closing summary."]
    assert ask(file, "transfer") == ["There is no summary of transfer.", NO_TRANSFER]


def test_everything_missing_is_named(school):
    with signed_in("lead"):
        file = make_file(school)
    summary_of(file)
    told = ask(file)
    settled = {"C00", "C03", "C22"}
    assert keys(told) == [f"C{n:02}" for n in range(29) if f"C{n:02}" not in settled]
    assert told[2] == (
        "C04 File front sheet fully completed and signed; basic details, telephone numbers and "
        "addresses up to date: The front sheet lacks: address, a telephone number."
    )
    assert told[3] == "C05 Chronology up to date: There is nothing in the chronology."


def test_complete_file_still_needs_answers_and_agreement(file):
    summary_of(file)
    told = ask(file)
    unanswered = [sentence[:3] for sentence in told if "Not answered yet." in sentence]
    assert unanswered == [f"C{n:02}" for n in (*range(7, 19), 21, 23, 24, 25, 26)]
    assert [key for key in keys(told) if key not in unanswered] == ["C01", "C02", "C27", "C28"]


def test_manager_has_to_agree(file):
    summary = summary_of(file)
    with signed_in("lead"):
        answer_all(summary)
    assert keys(ask(file)) == ["C01", "C02", "C27", "C28"]
    step(summary, "submit")
    assert ask(file) == WAITS
    step(summary, "return", "head", "Name the health visitor")
    assert "The manager has returned the closing summary." in ask(file)[0]
    step(summary, "submit")
    step(summary, "authorise", "head")
    with signed_in("lead"):
        assert reasons(file, "close") == []


def test_whole_way_closes_the_file(file):
    summary = make_agreed_summary(file)
    assert (summary.author, summary.authorised_by) == ("lead", "head")
    step(file, "close")
    assert state_of(file) == "closed"
    assert file.closed_on == london.today()
    for user_id in ("head", "worker"):
        with signed_in(user_id):
            assert not api.user.has_permission("View", obj=file)


def test_transfer_needs_a_summary_of_its_own(file):
    make_agreed_summary(file)
    assert ask(file, "transfer") == ["There is no summary of transfer.", NO_TRANSFER]
    make_agreed_summary(file, "transfer")
    step(file, "transfer")
    assert state_of(file) == "transferred"
    assert file.closed_on == london.today()


def test_transfer_passes_the_same_gate(file):
    summary_of(file, purpose="transfer", receiving_school="Oakfield")
    told = ask(file, "transfer")
    assert keys(told)[:2] == ["C01", "C02"]
    assert "The transfer summary has not been submitted." in told[0]
    assert ask(file) == ["There is no closing summary."]


def test_care_leaver_may_be_transferred(file):
    file.care_leaver_adult_services = True
    with signed_in("lead"):
        sign_front_sheet(file)
    make_agreed_summary(file, "transfer")
    step(file, "transfer")
