"""Which answers settle a line of the closing checklist, and what no answer settles (R157)."""

from Products.CMFCore.WorkflowCore import WorkflowException
from tests.closing import ask
from tests.closing import keys
from tests.closing import make_closable_file
from tests.closing import step
from tests.closing import summary_of
from tests.closing import tool
from tests.sample import make_user
from tests.school import answer_all
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_record
from tests.school import NOW
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import NO_RULE
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.calendars import london
from welfarefiles.closure.answers import give_answers
from welfarefiles.closure.lines import KEY
from welfarefiles.frontsheet.keeping import sign as sign_front_sheet
from welfarefiles.people.team import school_of
from welfarefiles.signing.canonical import content_of
from welfarefiles.signing.seal import broken
from zope.annotation.interfaces import IAnnotations

import pytest


@pytest.fixture
def file(integration):
    """Complete, open, by `lead`; nothing about closure is in it yet."""
    return make_closable_file(integration["portal"])


@pytest.fixture
def school(file):
    return school_of(file)


def keep_lines(file, rows):
    """Put rows where the school's checklist is kept, past all checks."""
    version = {"by": "head", "at": NOW, "lines": rows}
    IAnnotations(school_of(file))[KEY] = {"versions": [version]}


@pytest.mark.parametrize(
    ("answer", "reason", "sentence"),
    [
        ("not_applicable", "", "Say why it is not applicable."),
        ("not_applicable", "  ", "Say why it is not applicable."),
        ("not_done", "Nobody had time", "Not done yet."),
        ("perhaps", "", "The answer is none of Done, Not applicable, Not done."),
    ],
)
def test_answers_that_settle_nothing(file, answer, reason, sentence):
    summary = summary_of(file)
    with signed_in("lead"):
        answer_all(summary)
        give_answers(summary, {"C10": (answer, reason)})
        line = "C10 Statutory visits completed and authorised: "
        found = "There is no statutory visit on this file."
        told = [f"{line}{sentence} {found}"]
        assert reasons(summary, "submit") == told
        with pytest.raises(TransitionRefused) as error:
            perform(summary, "submit")
    assert error.value.reasons == told


def test_what_applies_to_every_file_cannot_be_waived(school):
    file = make_complete_file(school, religion=None)
    summary = summary_of(file)
    with signed_in("lead"):
        answer_all(summary)
        give_answers(summary, {"C19": ("not_applicable", "The family would rather not say")})
        [told] = reasons(summary, "submit")
    assert told.startswith("C19 ")
    assert told.endswith("The front sheet lacks: religion. This line applies to every file.")


def test_what_the_system_sees_undone_no_answer_makes_done(file):
    with signed_in("lead"):
        plan = make_record(file, "Plan", kind="cin")
    summary = summary_of(file)
    with signed_in("lead"):
        answer_all(summary)
        give_answers(summary, {"C12": ("done", "")})
        [told] = reasons(summary, "submit")
    assert told.startswith("C12 ")
    assert f"Not authorised: {plan.Title()} of " in told


@pytest.mark.parametrize("portal_type", ["ContactNote", "Concern", "WelfareDocument", "Decision"])
def test_drafts_hold_the_file_open(file, portal_type):
    make_agreed_summary(file)
    with signed_in("lead"):
        draft = make_record(file, portal_type)
    assert any(f"{draft.Title()} of " in sentence for sentence in ask(file))
    step(draft, "sign")
    with signed_in("lead"):
        assert reasons(file, "close") == []


def test_open_action_holds_it_open(file):
    make_agreed_summary(file)
    with signed_in("lead"):
        actions = [{"what": "Ring the clinic", "who": "Lead", "by": london.today(), "done": False}]
        perform(make_record(file, "ContactNote", actions=actions), "sign")
    [told] = ask(file)
    assert told.startswith("C22 ")
    assert "Open actions: 1" in told


def test_front_sheet_changed_after_the_agreement_is_looked_at_again(file):
    make_agreed_summary(file)
    file.address = None
    assert keys(ask(file)) == ["C04", "C19"]


def test_care_leaver_with_two_services_stays_open(file):
    make_agreed_summary(file)
    file.care_leaver_adult_services = True
    with signed_in("lead"):
        sign_front_sheet(file)
    [told] = ask(file)
    assert "care leaver" in told
    assert "the file stays open" in told


def test_lines_after_the_agreement_are_answered_then(file):
    """Letters go out once the manager has agreed: C25 may be open until then, and only it."""
    summary = summary_of(file)
    with signed_in("lead"):
        answer_all(summary)
        give_answers(summary, {"C25": ("not_done", "")})
        perform(summary, "submit")
    step(summary, "authorise", "head")
    assert keys(ask(file)) == ["C25"]
    with signed_in("lead"):
        give_answers(summary, {"C25": ("done", "")})
    step(file, "close")


def test_struck_summary_counts_for_nothing(file):
    step(make_agreed_summary(file), "strike", comment="Written for another child")
    assert ask(file) == ["There is no closing summary."]


def test_summary_nobody_but_its_author_authorised_does_not_count(file):
    """If ever a record got past the rule: the gate looks for itself who agreed."""
    summary = make_agreed_summary(file)
    summary.authorised_by = "lead"
    assert keys(ask(file)) == ["C28"]
    assert "authorised by the person who wrote it" in ask(file)[0]


@pytest.mark.parametrize(
    "lines", ["no JSON", [{"key": "C1"}], [{"key": "C1", "text": "x", "phase": "?"}]]
)
def test_broken_checklist_closes_nothing(file, lines):
    make_agreed_summary(file)
    keep_lines(file, lines)
    assert ask(file) == [NO_RULE]


def test_line_whose_check_nobody_knows_holds_the_file_open(file):
    make_agreed_summary(file)
    lines = [{"key": "X01", "section": "Ours", "text": "Bicycle returned", "check": "bicycle"}]
    keep_lines(file, lines)
    told = ask(file)
    assert told[0].startswith("X01 Bicycle returned: The portal could not check this line")


def test_without_the_right_nothing_helps(integration, file):
    """Nothing is missing, and still only a lead may."""
    make_user(integration["portal"], "manager", ["Manager"])
    make_agreed_summary(file)
    for user_id in ("head", "reader", "stranger", "manager", "records"):
        with signed_in(user_id):
            with pytest.raises(TransitionRefused) as error:
                perform(file, "close")
            with pytest.raises(WorkflowException):
                tool().doActionFor(file, "close")
        assert error.value.reasons == ["You may not take this step now."]
    assert state_of(file) == "open"


def test_answers_are_sealed_with_the_summary_and_later_ones_added_to_its_seal(file):
    summary = summary_of(file)
    with signed_in("lead"):
        answer_all(summary)
        assert "C10" in content_of(summary)["checklist"]
        perform(summary, "submit")
    sealed = content_of(summary)["checklist"]
    assert sealed["C10"]["reason"] == "There is none in this file."
    assert sealed["C10"]["by"]["id"] == "lead"
    with signed_in("head"):
        perform(summary, "authorise")
    with signed_in("lead"):
        give_answers(summary, {"C23": ("done", "")})
    assert content_of(summary)["checklist"] == sealed
    assert summary.later[-1]["answers"] == {"C23": {"answer": "done", "reason": ""}}
    assert broken(summary) == []
    summary.sealed_beside = {"checklist": {**sealed, "C10": {**sealed["C10"], "answer": "done"}}}
    assert broken(summary) != []
