"""Asking, in tests, why a file may not be closed: of page, REST and script, which must agree."""

from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.interfaces import IWelfareFilesLayer
from zope.component import getMultiAdapter
from zope.globalrequest import getRequest
from zope.interface import alsoProvides

import json
import pytest


def make_closable_file(portal):
    """A complete, open file by `lead` in a school of its own; nothing of closure is in it yet."""
    make_people(portal)
    return make_complete_file(make_staffed_school(portal))


def ask(file, transition="close"):
    """Sentences `lead` is told about a step that may not be taken, the same by every route."""
    before = state_of(file)
    with signed_in("lead"):
        answers = [route(file, transition) for route in (page, rest, script)]
        with pytest.raises((WorkflowException, TransitionRefused)):
            tool().doActionFor(file, transition)
        assert file.may(transition) is False
    assert state_of(file) == before
    assert answers[0] == answers[1] == answers[2] != []
    return answers[0]


def page(file, transition):
    """Reasons on the page that leads to the step, where there is one, and on that of the step."""
    shown = getMultiAdapter((file, request(transition=transition)), name="move-on").reasons
    purpose = {"close": "closure", "transfer": "transfer"}.get(transition)
    if purpose:
        view = getMultiAdapter((file, request(purpose=purpose)), name="closing")
        assert [str(one) for one in view.missing()] == [str(one) for one in shown]
    return list(shown)


def rest(file, transition):
    """Reasons of ``POST @workflow``, which come with a 400."""
    asked = request()
    asked.set("BODY", json.dumps({}).encode())
    asked.environ["HTTP_IF_MATCH"] = "*"
    service = getMultiAdapter((file, asked), name="POST_application_json_@workflow")
    answer = service.publishTraverse(asked, transition).reply()
    assert asked.response.getStatus() == 400
    return answer["error"]["reasons"]


def script(file, transition):
    with pytest.raises(TransitionRefused) as error:
        perform(file, transition)
    return error.value.reasons


def request(**form):
    """A request on our layer."""
    made = getRequest().clone()
    alsoProvides(made, IWelfareFilesLayer)
    made.form.update(form)
    return made


def tool():
    return api.portal.get_tool("portal_workflow")


def keys(sentences):
    """Lines of the checklist that sentences are about."""
    return [sentence[:3] for sentence in sentences]


def summary_of(file, **fields):
    """A draft summary by `lead`."""
    with signed_in("lead"):
        return make_record(file, "ClosingSummary", **fields)


def step(content, transition, user_id="lead", comment=""):
    """Take a step as somebody."""
    with signed_in(user_id):
        perform(content, transition, comment)
