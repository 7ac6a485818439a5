"""The one way out of an open file (R151, R154-R161): page, REST and script give the same answer."""

from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.sample import make_file
from tests.sample import make_user
from tests.school import answer_all
from tests.school import grant_all
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import NOW
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import NO_RULE
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.closure.answers import give_answers
from welfarefiles.closure.answers import RECORD
from welfarefiles.index.query import records_now
from welfarefiles.interfaces import IWelfareFilesLayer
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

import json
import pytest


WAITS = [
    "C01 Case Closure or Transfer Summary signed off by the line manager, if applicable: "
    "The closing summary waits for the manager's authorisation. It does apply to this file.",
    "C02 Management authorisation of the Closure Summary signed off by the manager: "
    "The closing summary waits for the manager's authorisation.",
    "C28 Manager's agreement for closure: name and date: No manager has agreed to the closure.",
]


@pytest.fixture
def school(integration):
    make_people(integration["portal"])
    return make_staffed_school(integration["portal"])


@pytest.fixture
def file(school):
    """Complete, open, by `lead`; nothing about closure is in it yet."""
    return make_complete_file(school)


@pytest.fixture
def ask(integration):
    """What page, REST and script answer to `lead` about a step that may not be taken: one answer."""

    def told(file, transition="close"):
        before = state_of(file)
        with signed_in("lead"):
            answers = [
                page(integration["request"], file, transition),
                rest(integration["request"], file, transition),
                script(file, transition),
            ]
            with pytest.raises((WorkflowException, TransitionRefused)):
                tool().doActionFor(file, transition)
            assert file.may(transition) is False
        assert state_of(file) == before
        assert answers[0] == answers[1] == answers[2] != []
        return answers[0]

    return told


def tool():
    return api.portal.get_tool("portal_workflow")


def ours(request, **form):
    request = request.clone()
    alsoProvides(request, IWelfareFilesLayer)
    request.form.update(form)
    return request


def page(request, file, transition):
    """Reasons on the page that leads to the step, where there is one, and on that of the step."""
    shown = getMultiAdapter((file, ours(request, transition=transition)), name="move-on").reasons
    purpose = {"close": "closure", "transfer": "transfer"}.get(transition)
    if purpose:
        view = getMultiAdapter((file, ours(request, purpose=purpose)), name="closing")
        assert [str(one) for one in view.missing()] == [str(one) for one in shown]
    return list(shown)


def rest(request, file, transition):
    """Reasons of ``POST @workflow``, which come with a 400."""
    request = ours(request)
    request.set("BODY", json.dumps({}).encode())
    service = getMultiAdapter((file, request), name="POST_application_json_@workflow")
    answer = service.publishTraverse(request, transition).reply()
    assert request.response.getStatus() == 400
    return answer["error"]["reasons"]


def script(file, transition):
    with pytest.raises(TransitionRefused) as error:
        perform(file, transition)
    return error.value.reasons


def keys(sentences):
    """Lines of the checklist that the sentences are about."""
    return [sentence[:3] for sentence in sentences]


def summary_of(file, **fields):
    with signed_in("lead"):
        return make_record(file, "ClosingSummary", **fields)


def step(content, transition, user_id="lead", comment=""):
    with signed_in(user_id):
        perform(content, transition, comment)


# Until everything holds


def test_without_a_summary(file, ask):
    assert ask(file) == ["There is no closing summary."]
    assert ask(file, "transfer") == ["There is no summary of transfer."]


def test_everything_missing_is_named(school, ask):
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


def test_complete_file_still_needs_answers_and_agreement(file, ask):
    summary_of(file)
    told = ask(file)
    unanswered = [sentence[:3] for sentence in told if "Not answered yet." in sentence]
    assert unanswered == [f"C{n:02}" for n in (*range(7, 19), 21, 23, 24, 25, 26)]
    assert [key for key in keys(told) if key not in unanswered] == ["C01", "C02", "C27", "C28"]


def test_manager_has_to_agree(file, ask):
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
    assert file.closed_on == NOW.date()
    for user_id in ("head", "worker"):
        with signed_in(user_id):
            assert not api.user.has_permission("View", obj=file)


# The checklist


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
        told = ["C10 Statutory visits completed and authorised: " + sentence]
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
def test_drafts_hold_the_file_open(file, ask, portal_type):
    make_agreed_summary(file)
    with signed_in("lead"):
        draft = make_record(file, portal_type)
    assert any(f"{draft.Title()} of " in sentence for sentence in ask(file))
    step(draft, "sign")
    with signed_in("lead"):
        assert reasons(file, "close") == []


def test_open_action_holds_it_open(file, ask):
    make_agreed_summary(file)
    with signed_in("lead"):
        actions = [{"what": "Ring the clinic", "who": "Lead", "by": NOW.date(), "done": False}]
        perform(make_record(file, "ContactNote", actions=actions), "sign")
    [told] = ask(file)
    assert told.startswith("C22 ")
    assert "Open actions: 1" in told


def test_front_sheet_changed_after_the_agreement_is_looked_at_again(file, ask):
    make_agreed_summary(file)
    file.address = None
    assert keys(ask(file)) == ["C04", "C19"]


def test_care_leaver_with_two_services_stays_open(file, ask):
    make_agreed_summary(file)
    file.care_leaver_adult_services = True
    [told] = ask(file)
    assert "care leaver" in told
    assert "the file stays open" in told


def test_lines_after_the_agreement_are_answered_then(file, ask):
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


def test_struck_summary_counts_for_nothing(file, ask):
    step(make_agreed_summary(file), "strike", comment="Written for another child")
    assert ask(file) == ["There is no closing summary."]


def test_summary_nobody_but_its_author_authorised_does_not_count(file, ask):
    """If ever a record got past the rule: the gate looks for itself who agreed."""
    summary = make_agreed_summary(file)
    summary.authorised_by = "lead"
    assert keys(ask(file)) == ["C28"]
    assert "authorised by the person who wrote it" in ask(file)[0]


@pytest.mark.parametrize("lines", ["no JSON", '[{"key": "C1"}]', '[{"key": "C1", "text": "x", "phase": "?"}]'])
def test_broken_checklist_closes_nothing(file, ask, monkeypatch, lines):
    make_agreed_summary(file)
    monkeypatch.setattr(
        "welfarefiles.closure.answers.api.portal.get_registry_record",
        lambda name, **more: lines if name == RECORD else None,
    )
    assert ask(file) == [NO_RULE]


def test_line_whose_check_nobody_knows_holds_the_file_open(file, ask, monkeypatch):
    make_agreed_summary(file)
    lines = [{"key": "X01", "section": "Ours", "text": "Bicycle returned", "check": "bicycle"}]
    monkeypatch.setattr(
        "welfarefiles.closure.answers.api.portal.get_registry_record",
        lambda name, **more: json.dumps(lines),
    )
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


# Transfer


def test_transfer_needs_a_summary_of_its_own(file, ask):
    make_agreed_summary(file)
    assert ask(file, "transfer") == ["There is no summary of transfer."]
    make_agreed_summary(file, "transfer")
    step(file, "transfer")
    assert state_of(file) == "transferred"
    assert file.closed_on == NOW.date()


def test_transfer_passes_the_same_gate(file, ask):
    summary_of(file, purpose="transfer", receiving_school="Oakfield")
    told = ask(file, "transfer")
    assert keys(told)[:2] == ["C01", "C02"]
    assert "The transfer summary has not been submitted." in told[0]
    assert ask(file) == ["There is no closing summary."]


def test_care_leaver_may_be_transferred(file):
    file.care_leaver_adult_services = True
    make_agreed_summary(file, "transfer")
    step(file, "transfer")


# Back, and on


def test_reopening_says_why(file, ask):
    make_agreed_summary(file)
    step(file, "close")
    with signed_in("lead"):
        with pytest.raises(TransitionRefused) as error:
            perform(file, "reopen", "  ")
        assert error.value.reasons == ["Say why."]
        with pytest.raises(TransitionRefused):
            tool().doActionFor(file, "reopen")
        assert state_of(file) == "closed"
        perform(file, "reopen", "A new concern")
        history = tool().getInfoFor(file, "review_history")
    assert state_of(file) == "open"
    assert file.closed_on is None
    assert (history[-1]["comments"], history[-1]["actor"]) == ("A new concern", "lead")


def test_reopened_file_starts_a_closure_of_its_own(file, ask):
    old = make_agreed_summary(file)
    step(file, "close")
    step(file, "reopen", comment="A new concern")
    assert state_of(old) == "authorised"
    assert ask(file) == ["There is no closing summary."]
    new = summary_of(file)
    assert keys(ask(file))[:2] == ["C01", "C02"]
    with signed_in("lead"):
        answer_all(new)
        perform(new, "submit")
    step(new, "authorise", "head")
    step(file, "close")
    kept = [row.portal_type for row in records_now(file.UID())]
    assert kept.count("ClosingSummary") == 2


def test_recalled_file_too(file, ask):
    make_agreed_summary(file, "transfer")
    step(file, "transfer")
    with signed_in("lead"), pytest.raises(TransitionRefused) as error:
        perform(file, "recall")
    assert error.value.reasons == ["Say why."]
    step(file, "recall", comment="The place fell through")
    assert ask(file, "transfer") == ["There is no summary of transfer."]


@pytest.mark.parametrize(("purpose", "transition"), [("closure", "close"), ("transfer", "transfer")])
def test_records_manager_retains_and_reopens(file, purpose, transition):
    grant_all(file)
    note = file[records_now(file.UID())[0].path.rsplit("/", 1)[-1]]
    make_agreed_summary(file, purpose)
    step(file, transition)
    with signed_in("lead"), pytest.raises(TransitionRefused):
        perform(file, "retain")
    step(file, "retain", "records")
    assert state_of(file) == "retained"
    for user_id, sees in {"records": True, "lead": False, "head": False, "worker": False}.items():
        with signed_in(user_id):
            assert api.user.has_permission("View", obj=note) is sees
    with signed_in("records"), pytest.raises(TransitionRefused) as error:
        perform(file, "reopen")
    assert error.value.reasons == ["Say why."]
    step(file, "reopen", "records", "The child is back")
    assert state_of(file) == "open"


def test_day_of_closure_must_be_known_to_retain(file):
    make_agreed_summary(file)
    step(file, "close")
    file.closed_on = None
    with signed_in("records"), pytest.raises(TransitionRefused) as error:
        perform(file, "retain")
    assert error.value.reasons == ["The day of closure is not known."]


@pytest.mark.parametrize("transition", ["retain", "reopen", "recall"])
def test_open_file_takes_no_other_way(file, transition):
    make_agreed_summary(file)
    for user_id in ("lead", "head", "records"):
        with signed_in(user_id), pytest.raises(TransitionRefused):
            perform(file, transition, "Because")
    assert state_of(file) == "open"
