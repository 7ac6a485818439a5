"""Rules of transitions fail closed and answer alike by every route."""

from plone import api
from plone.app.testing import login
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.access.interfaces import ITransitionRule
from welfarefiles.interfaces import IPrivateContent
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager

import logging
import pytest


@pytest.fixture
def note(integration):
    portal = integration["portal"]
    for user_id in ("lead", "stranger"):
        make_user(portal, user_id)
    note = make_note(make_file(make_school(portal, lead="Welfare Lead")))
    login(portal, "lead")
    return note


@pytest.fixture
def rule():
    """Registers a rule for a transition of all our content: a function of the object."""
    registered = []

    def register(function, name="sign"):
        class Rule:
            def __init__(self, context):
                self.context = context

            def reasons(self):
                return function(self.context)

        # More specific than the add-on's own rules of that name.
        found = (Rule, [type_of["class"]], ITransitionRule, name)
        getGlobalSiteManager().registerAdapter(*found)
        registered.append(found)

    from welfarefiles.records.content import ContactNote

    type_of = {"class": ContactNote}
    yield register
    for factory, required, provided, name in registered:
        getGlobalSiteManager().unregisterAdapter(factory, required, provided, name)


def test_missing_rule_means_no(note, caplog):
    assert reasons(note, "vanish")
    assert "No rule" in caplog.text
    assert note.may("vanish") is False


@pytest.mark.parametrize("answer", [None, "", "no", (), True, 0])
def test_answer_that_is_no_list_means_no(note, rule, answer):
    rule(lambda obj: answer)
    assert reasons(note, "sign")


def test_failing_rule_means_no_and_logs_no_name(note, rule, caplog):
    def fails(obj):
        raise ValueError(f"cannot read {obj.discussion}")

    rule(fails)
    with caplog.at_level(logging.ERROR):
        assert reasons(note, "sign")
    assert "ValueError" in caplog.text
    assert "test_access_guards" in caplog.text
    assert note.discussion not in caplog.text
    assert note.with_whom not in caplog.text


def test_conflict_is_left_to_the_publisher(note, rule):
    def conflicts(obj):
        raise ConflictError()

    rule(conflicts)
    with pytest.raises(ConflictError):
        reasons(note, "sign")


def test_reasons_are_raised_and_nothing_happens(note, rule):
    rule(lambda obj: ["It has no outcome."])
    with pytest.raises(TransitionRefused) as refused:
        perform(note, "sign")
    assert refused.value.reasons == ["It has no outcome."]
    assert api.content.get_state(note) == "draft"


def test_workflow_s_own_guard_asks_the_same_rule(note, rule):
    rule(lambda obj: ["No."])
    workflow_tool = api.portal.get_tool("portal_workflow")
    assert "sign" not in [action["id"] for action in workflow_tool.listActions(object=note)]
    with pytest.raises(WorkflowException):
        workflow_tool.doActionFor(note, "sign")


def test_transition_happens_when_nothing_speaks_against_it(note, rule):
    rule(lambda obj: [])
    perform(note, "sign", comment="read through")
    assert api.content.get_state(note) == "signed"


def test_without_the_permission_it_is_refused(integration, note, rule):
    rule(lambda obj: [])
    login(integration["portal"], "stranger")
    with pytest.raises(TransitionRefused):
        perform(note, "sign")
    assert api.content.get_state(note) == "draft"


def test_every_private_type_has_the_guard(integration):
    from zope.dottedname.resolve import resolve

    types = api.portal.get_tool("portal_types")
    private = [
        info
        for info in types.objectValues()
        if IPrivateContent.implementedBy(resolve(getattr(info, "klass", "") or "builtins.object"))
    ]
    assert len(private) >= 9
    assert all(hasattr(resolve(info.klass), "may") for info in private)
