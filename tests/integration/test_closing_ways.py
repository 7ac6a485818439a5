"""Every way out of an open file meets the same gate, with the same sentences (R160).

One table: what is wrong with a file on one side, every way to close it on the other.
"""

from Products.CMFCore.WorkflowCore import WorkflowException
from tests.closing import make_closable_file
from tests.closing import page
from tests.closing import rest
from tests.closing import script
from tests.closing import summary_of
from tests.closing import tool
from tests.school import answer_all
from tests.school import make_agreed_summary
from tests.school import make_record
from tests.school import put
from tests.school import signed_in
from tests.school import state_of
from tests.school import YESTERDAY
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.closure.answers import give_answers
from welfarefiles.closure.together import closed
from welfarefiles.deadlines.marking import set_marker

import pytest


def nothing(file):
    """No summary at all."""


def unanswered(file):
    summary_of(file)


def unauthorised(file):
    summary = summary_of(file)
    with signed_in("lead"):
        answer_all(summary)
        perform(summary, "submit")


def returned(file):
    unauthorised(file)
    [summary] = [one for one in file.objectValues() if one.portal_type == "ClosingSummary"]
    with signed_in("head"):
        perform(summary, "return", "Name the nurse")


def agreed_by_its_author(file):
    make_agreed_summary(file).authorised_by = "lead"


def care_leaver(file):
    make_agreed_summary(file)
    file.care_leaver_adult_services = True


def draft_note(file):
    make_agreed_summary(file)
    with signed_in("lead"):
        make_record(file, "ContactNote")


def open_plan(file):
    make_agreed_summary(file)
    with signed_in("lead"):
        make_record(file, "Plan", kind="cin")


def marker_stands(file):
    make_agreed_summary(file)
    with signed_in("lead"):
        set_marker(file, "cpp", YESTERDAY, "Conference")


def letter_waits(file):
    make_agreed_summary(file)
    with signed_in("lead"):
        make_record(file, "Letter")


def old_front_sheet(file):
    make_agreed_summary(file)
    file.last_reviewed = None


def not_done(file):
    summary = make_agreed_summary(file)
    with signed_in("lead"):
        give_answers(summary, {"C23": ("not_done", "")})


def of_another_closure(file):
    """A summary of before the file was reopened."""
    make_agreed_summary(file)
    with signed_in("lead"):
        perform(file, "close")
        perform(file, "reopen", "A new concern")


WRONG = {
    nothing: "There is no closing summary.",
    unanswered: "Not answered yet.",
    unauthorised: "waits for the manager's authorisation",
    returned: "returned the closing summary",
    agreed_by_its_author: "authorised by the person who wrote it",
    care_leaver: "care leaver",
    draft_note: "Not finished: Contact note",
    open_plan: "Not authorised: Plan",
    marker_stands: "marker of a child protection plan still stands",
    letter_waits: "wait to be sent",
    old_front_sheet: "Nobody has said when the front sheet was last checked",
    not_done: "Not done yet.",
    of_another_closure: "There is no closing summary.",
}


def together(file, transition):
    """A step of the job that closes several files (the whole job: `test_closing_school`)."""
    found = closed(file)
    assert found["closed"] is False
    return found["reasons"]


def workflow(file, transition):
    """The bare workflow tool: it does nothing, and says only that."""
    with pytest.raises((WorkflowException, TransitionRefused)):
        tool().doActionFor(file, transition)
    return script(file, transition)


WAYS = {"page": page, "rest": rest, "script": script, "together": together, "workflow": workflow}


@pytest.fixture
def file(integration):
    return make_closable_file(integration["portal"])


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.__name__)
def test_every_way_to_close_says_the_same(file, wrong):
    wrong(file)
    with signed_in("lead"):
        told = {
            name: [str(one) for one in way(file, "close")] for name, way in sorted(WAYS.items())
        }
    assert len({tuple(one) for one in told.values()}) == 1, told
    assert WRONG[wrong] in " ".join(told["page"])
    assert state_of(file) == "open"


def test_every_way_that_closes_files_the_checklist(file, integration):
    """And where nothing is wrong, each of them closes: with the same document."""
    for way in ("script", "together", "workflow"):
        make_agreed_summary(file)
        with signed_in("lead"):
            if way == "together":
                assert closed(file) == {"closed": True, "reasons": []}
            elif way == "script":
                perform(file, "close")
            else:
                tool().doActionFor(file, "close")
            assert state_of(file) == "closed"
            perform(file, "reopen", "Once more")
    kinds = [getattr(one, "kind", "") for one in file.objectValues()]
    assert kinds.count("closing_checklist") == 3


@pytest.mark.parametrize("user_id", ["head", "worker", "office", "records", "stranger"])
def test_who_may_not_close_learns_nothing_by_any_way(file, user_id):
    with signed_in(user_id):
        for way in (perform, lambda file, step: closed(file)):
            try:
                found = way(file, "close")
            except TransitionRefused as error:
                found = {"closed": False, "reasons": error.reasons}
            assert found == {"closed": False, "reasons": ["You may not take this step now."]}


@pytest.mark.parametrize("state", ["closed", "transferred", "retained"])
def test_a_file_that_is_not_open_is_closed_by_no_way(file, state):
    make_agreed_summary(file)
    put(file, state)
    with signed_in("lead"):
        assert closed(file)["closed"] is False
        with pytest.raises(TransitionRefused):
            perform(file, "close")
