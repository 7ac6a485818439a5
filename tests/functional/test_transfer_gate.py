"""Every way out of `open` to another school meets the same gate (R146-R151, decision 1)."""

from dataclasses import replace
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests import moving
from tests.api import path_of
from tests.api import Person
from tests.sample import make_school
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.people.team import school_of
from welfarefiles.together.together import HandOverTogether
from welfarefiles.transfer import acting
from welfarefiles.transfer import gate
from welfarefiles.transfer.knowing import transfer_of
from welfarefiles.transfer.questions import BadStep
from welfarefiles.transfer.store import transfers_of

import pytest
import transaction


NO_SUMMARY = "There is no summary of transfer."
#: What was answered, and what is missing then of a welfare file and of a child protection file.
CASES = [
    ({}, [], []),
    ({"consent": ""}, [gate.CONSENT], []),
    ({"consent": "refused"}, [gate.NO_CONSENT], []),
    ({"consent": "not_sought"}, [gate.NO_CONSENT], []),
    ({"shared_early": ""}, [gate.EARLY], [gate.EARLY]),
    ({"early_reason": " "}, [gate.EARLY_WHY], [gate.EARLY_WHY]),
    ({"parents_told": ""}, [gate.PARENTS], [gate.PARENTS]),
    ({"parents_told": "no"}, [gate.PARENTS_WHY], [gate.PARENTS_WHY]),
    ({"parents_told": "no", "parents_reason": "It would endanger the child."}, [], []),
]


@pytest.fixture
def school(http):
    make_people(http["portal"])
    return make_staffed_school(http["portal"])


def script(http, file):
    with signed_in("lead"), pytest.raises(TransitionRefused) as error:
        perform(file, "transfer")
    return error.value.reasons


def workflow_tool(http, file):
    with signed_in("lead"), pytest.raises(WorkflowException):
        api.portal.get_tool("portal_workflow").doActionFor(file, "transfer")
    return


def hand_over(http, file):
    school = school_of(file)
    transfer = transfer_of(file, school)
    if transfer is None:
        return None
    with signed_in("lead"), pytest.raises(TransitionRefused) as error:
        acting.hand_over(school, transfer)
    return error.value.reasons


def page_of_steps(http, file):
    status, page = Person(http, "lead").move_on(path_of(file), "transfer")
    assert status == 200
    return [why for why in SENTENCES if why in page]


def rest_workflow(http, file):
    status, reasons = Person(http, "lead").step(path_of(file), "transfer")
    assert status == 400
    return reasons


def rest_transfers(http, file):
    school = school_of(file)
    transfer = transfer_of(file, school)
    if transfer is None:
        return None
    path = f"{path_of(school)}/@transfers/{transfer.id}/hand-over"
    status, data = Person(http, "lead").post(path)
    assert status == 400
    return [one["message"] for one in data["error"]["errors"]]


def bulk(http, file):
    """A step of the job for several files (the whole job: `test_transfer_together`)."""
    school = school_of(file)
    transfer = transfer_of(file, school)
    if transfer is None:
        return None
    with signed_in("lead"):
        return HandOverTogether().do(school, {}, transfer.id)["reasons"]


def within_the_site(http, file):
    """Handed over for a school of the same site."""
    school = school_of(file)
    transfer = transfer_of(file, school)
    if transfer is None:
        return None
    answers = replace(transfer.answers, receiver=make_school(http["portal"]).getId())
    transfers_of(school).keep(replace(transfer, answers=answers))
    return hand_over(http, file)


SENTENCES = [NO_SUMMARY, gate.NO_TRANSFER, gate.CONSENT, gate.NO_CONSENT, gate.HALF_AGREED,
             gate.EARLY, gate.EARLY_WHY, gate.PARENTS, gate.PARENTS_WHY]  # fmt: skip
WAYS = (
    *(script, workflow_tool, hand_over, bulk, within_the_site),
    *(page_of_steps, rest_workflow, rest_transfers),
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_way_names_the_same_gaps(http, school, way):
    welfare = make_complete_file(school, family_name=way.__name__)
    bare = make_complete_file(school, family_name=f"{way.__name__} bare")
    moving.prepared(welfare, consent="refused", shared_early="")
    transaction.commit()
    for file, wanted in (
        (welfare, [NO_SUMMARY, gate.NO_CONSENT, gate.EARLY]),
        (bare, [NO_SUMMARY, gate.NO_TRANSFER]),
    ):
        told = way(http, file)
        assert told is None or list(map(str, told)) == wanted
        transaction.begin()
        assert state_of(file) == "open"


@pytest.mark.parametrize(("changes", "welfare", "protection"), CASES)
def test_what_each_kind_of_file_needs(http, school, changes, welfare, protection):
    found = []
    for portal_type in ("WelfareFile", "ChildProtectionFile"):
        file = make_complete_file(school, portal_type)
        transfer = moving.prepared(file, **changes)
        found.append(gate.reasons(transfer, portal_type))
    assert found == [welfare, protection]


def test_an_override_takes_two_different_people(http, school):
    file = make_complete_file(school)
    transaction.commit()
    transfer = moving.prepared(file, consent="refused")
    with signed_in("lead"):
        with pytest.raises(BadStep, match="Say why"):
            acting.propose_override(school, transfer, " ")
        transfer = acting.propose_override(school, transfer, "At risk without it")
        assert gate.reasons(transfer, "WelfareFile") == [gate.HALF_AGREED]
        with pytest.raises(BadStep, match="Somebody else"):
            acting.agree_override(school, transfer)
    for stranger in ("office", "worker", "staff"):
        with signed_in(stranger), pytest.raises(acting.Unauthorized):
            acting.agree_override(school, transfer)
    with signed_in("head"):
        transfer = acting.agree_override(school, transfer)
    assert gate.reasons(transfer, "WelfareFile") == []
    with signed_in("lead"):
        again = acting.change(school, transfer, moving.answers(consent="not_sought"))
    assert gate.reasons(again, "WelfareFile") == [gate.NO_CONSENT]


def test_nobody_else_prepares_or_sends(http, school):
    file = make_complete_file(school)
    for user_id in ("head", "office", "records", "worker", "staff", "auditor"):
        with pytest.raises(acting.Unauthorized):
            moving.prepared(file, user_id)
    transfer = moving.prepared(file)
    make_agreed_summary(file, "transfer")
    transaction.commit()
    for user_id in ("head", "office", "records"):
        with signed_in(user_id):
            for step in (acting.hand_over, acting.build):
                with pytest.raises(acting.Unauthorized):
                    step(school, transfer)
    assert state_of(file) == "open"


def test_of_two_files_that_go_together_none_moves_before_the_other_may(http, school):
    child = {"given_name": "Orlando", "family_name": "Zephyrine"}
    protection = make_complete_file(school, "ChildProtectionFile", **child)
    welfare = make_complete_file(school, **child)
    transaction.commit()
    transfer = moving.prepared(welfare, with_other=True)
    make_agreed_summary(protection, "transfer")
    with signed_in("lead"), pytest.raises(TransitionRefused, match=NO_SUMMARY):
        acting.hand_over(school, transfer)
    assert [state_of(one) for one in (protection, welfare)] == ["open", "open"]


def test_a_file_is_in_one_transfer_at_a_time(http, school):
    file = make_complete_file(school)
    transfer = moving.prepared(file)
    with pytest.raises(BadStep, match="under way already"):
        moving.prepared(file)
    with signed_in("lead"):
        acting.withdraw(school, transfer, "The place fell through")
    assert moving.prepared(file).id != transfer.id
