"""Reopening, recalling and retaining a file; a file reopened is closed anew."""

from plone import api
from tests.closing import ask
from tests.closing import keys
from tests.closing import make_closable_file
from tests.closing import step
from tests.closing import summary_of
from tests.closing import tool
from tests.school import answer_all
from tests.school import grant_all
from tests.school import make_agreed_summary
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.lookup.query import records_now
from welfarefiles.transfer.gate import NO_TRANSFER

import pytest


@pytest.fixture
def file(integration):
    """Complete, open, by `lead`; nothing about closure is in it yet."""
    return make_closable_file(integration["portal"])


def test_reopening_says_why(file):
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


def test_reopened_file_starts_a_closure_of_its_own(file):
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


def test_recalled_file_too(file):
    make_agreed_summary(file, "transfer")
    step(file, "transfer")
    with signed_in("lead"), pytest.raises(TransitionRefused) as error:
        perform(file, "recall")
    assert error.value.reasons == ["Say why."]
    step(file, "recall", comment="The place fell through")
    assert ask(file, "transfer") == ["There is no summary of transfer.", NO_TRANSFER]


@pytest.mark.parametrize(
    ("purpose", "transition"), [("closure", "close"), ("transfer", "transfer")]
)
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
