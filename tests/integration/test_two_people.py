"""Author and authoriser differ, whoever tries it (R104, R105, R154); a shut file freezes all."""

from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.sample import make_file
from tests.school import answer_all
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import put
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.records.views import changed_by
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


HAND = ["You had a hand in this; somebody else must authorise it."]


@pytest.fixture
def school(integration):
    """`lead` holds both roles here: lead and authoriser."""
    make_people(integration["portal"])
    school = make_staffed_school(integration["portal"])
    name_for(school, "lead", "Authoriser", "WelfareFile", "ChildProtectionFile")
    return school


@pytest.fixture
def file(school):
    with signed_in("lead"):
        file = make_file(school)
    grant_all(file)
    return file


def submitted(file, portal_type, author="lead", editor=None):
    with signed_in(author):
        record = make_record(file, portal_type)
    if editor:
        edit(record, editor)
    with signed_in(author):
        if portal_type == "ClosingSummary":
            answer_all(record)
        perform(record, "submit")
    return record


def edit(record, user_id):
    """Change a draft as a form or PATCH does."""
    with signed_in(user_id):
        record.child_views = "As she says it"
        notify(ObjectModifiedEvent(record))


def raw(record, transition):
    """Past `perform`, straight to the workflow tool."""
    api.portal.get_tool("portal_workflow").doActionFor(record, transition, comment="Because")


def refused(record, user_id, transition="authorise"):
    """Reasons a script gets; the workflow tool itself refuses too, and nothing has changed."""
    before = state_of(record)
    with signed_in(user_id):
        with pytest.raises(TransitionRefused) as error:
            perform(record, transition, "Because")
        with pytest.raises((WorkflowException, TransitionRefused)):
            raw(record, transition)
    assert state_of(record) == before
    return error.value.reasons


@pytest.mark.parametrize("portal_type", ["Assessment", "Plan"])
@pytest.mark.parametrize("transition", ["authorise", "return"])
def test_one_person_with_both_roles_may_not(file, portal_type, transition):
    record = submitted(file, portal_type)
    assert refused(record, "lead", transition) == HAND
    with signed_in("head"):
        perform(record, transition, "Agreed")
    assert state_of(record) == {"authorise": "authorised", "return": "returned"}[transition]


def test_closing_summary_too(school):
    summary = submitted(make_complete_file(school), "ClosingSummary")
    assert refused(summary, "lead") == HAND
    with signed_in("head"):
        perform(summary, "authorise")
    assert state_of(summary) == "authorised"


def test_whoever_edited_the_draft_had_a_hand_in_it(file):
    record = submitted(file, "Assessment", author="worker", editor="lead")
    assert record.edited_by == ("worker", "lead")
    assert refused(record, "lead") == HAND


def test_whoever_edited_it_between_two_submissions_had_too(file):
    record = submitted(file, "Plan", author="worker")
    with signed_in("head"):
        perform(record, "return", "Say more")
    edit(record, "lead")
    with signed_in("worker"):
        perform(record, "submit")
    assert refused(record, "lead") == HAND
    with signed_in("head"):
        perform(record, "authorise")


def test_whoever_answered_the_checklist_had_a_hand_in_the_summary(school):
    file = make_complete_file(school)
    grant_all(file)
    with signed_in("worker"):
        summary = make_record(file, "ClosingSummary")
    with signed_in("lead"):
        answer_all(summary)
    with signed_in("worker"):
        perform(summary, "submit")
    assert refused(summary, "lead") == HAND


def test_only_the_author_submits_and_signs(file):
    with signed_in("worker"):
        plan, note = make_record(file, "Plan"), make_record(file, "ContactNote")
    assert refused(plan, "lead", "submit") == ["Only its author can submit a record."]
    assert refused(note, "lead", "sign") == ["Only its author can sign a record."]


def test_nobody_becomes_the_author_by_being_named(file):
    """What a client would have to change is set as the record is added, and stays."""
    with signed_in("worker"):
        plan = make_record(file, "Plan")
        plan.setCreators(("lead",))
        assert plan.author == "worker"
        perform(plan, "submit")
    assert plan.signed_by == "worker"


def test_without_the_role_it_is_refused(file):
    record = submitted(file, "Plan")
    for user_id in ("worker", "reader", "records", "office", "stranger"):
        assert refused(record, user_id)


def test_authorised_and_signed_records_do_not_change(file):
    record = submitted(file, "Plan")
    with signed_in("lead"):
        note = make_record(file, "ContactNote")
        perform(note, "sign")
    for changed in (record, note):
        for user_id in ("lead", "worker", "head"):
            with signed_in(user_id):
                assert not api.user.has_permission("Modify portal content", obj=changed)


@pytest.mark.parametrize("state", ["closed", "transferred", "retained"])
def test_file_that_is_not_open_freezes_drafts_and_steps(file, state):
    with signed_in("lead"):
        note, draft = make_record(file, "ContactNote"), make_record(file, "Plan")
        signed = make_record(file, "Concern")
        perform(signed, "sign")
    waiting = submitted(file, "Assessment")
    put(file, state)
    for user_id in ("lead", "head", "worker", "records"):
        assert refused(note, user_id, "sign")
        assert refused(signed, user_id, "strike")
        assert refused(draft, user_id, "submit")
        assert refused(waiting, user_id, "authorise")
        assert refused(waiting, user_id, "return")
        with signed_in(user_id):
            assert not api.user.has_permission("Modify portal content", obj=note)
            assert not api.user.has_permission("Add portal content", obj=file)


def test_reopened_file_thaws_them(file):
    with signed_in("lead"):
        note = make_record(file, "ContactNote")
    put(file, "closed")
    put(file, "open")
    with signed_in("lead"):
        assert reasons(note, "sign") == []
        perform(note, "sign")


def test_striking_needs_a_reason_by_every_route(file):
    with signed_in("lead"):
        note = make_record(file, "ContactNote")
        perform(note, "sign")
        with pytest.raises(TransitionRefused) as error:
            perform(note, "strike")
        assert error.value.reasons == ["Say why."]
        with pytest.raises(TransitionRefused) as error:
            api.portal.get_tool("portal_workflow").doActionFor(note, "strike", comment=" ")
        assert error.value.reasons == ["Say why."]
        perform(note, "strike", "Wrong child")
    assert state_of(note) == "struck"


@pytest.mark.parametrize("user_id", ["manager", "siteadmin"])
def test_administrators_take_no_step(integration, file, user_id):
    from tests.sample import make_user

    make_user(integration["portal"], user_id, ["Manager", "Site Administrator"])
    record = submitted(file, "Plan")
    with signed_in("lead"):
        note = make_record(file, "ContactNote")
    assert refused(record, user_id)
    assert refused(note, user_id, "sign")
    for transition in ("close", "transfer"):
        assert refused(file, user_id, transition)


def test_who_signs_is_told_that_somebody_else_changed_the_draft(file):
    with signed_in("worker"):
        record = make_record(file, "ContactNote")
    assert changed_by(record) == ""
    edit(record, "lead")
    assert changed_by(record) == "lead"
    with signed_in("worker"):
        page = record.unrestrictedTraverse("@@move-on")
        page.request.form["transition"] = "sign"
        assert page.warning.mapping == {"names": "lead"}
        labels = dict(record.unrestrictedTraverse("@@view").provenance())
    assert labels["Changed by"] == "lead"
