"""REST on workflow: which steps there are, why one cannot be taken, and taking it (R184)."""

from .. import _
from ..access.guards import perform
from ..access.guards import TransitionRefused
from ..access.offers import offers
from .address import OneName
from .deserialise import named_text
from .refusing import JsonService
from .revision import ChangeService
from .revision import tell_revision
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.serializer.converters import json_compatible
from zope.i18n import translate


NOT_OPEN = _("This step is not open to you here.")


class Steps(JsonService):
    """``GET …/@workflow``: the state, and each step with the reasons why it cannot be taken yet."""

    def answer(self):
        obj, base = self.context, self.context.absolute_url()
        tell_revision(obj, self.request)
        workflow_tool = api.portal.get_tool("portal_workflow")
        return {
            "@id": f"{base}/@workflow",
            "history": json_compatible(workflow_tool.getInfoFor(obj, "review_history", [])),
            "state": state_of(obj, self.request),
            "transitions": [self.step(offer, base) for offer in offers(obj)],
        }

    def step(self, offer, base):
        return {
            "@id": f"{base}/@workflow/{offer.id}",
            "needs_comment": offer.needs_comment,
            "reasons": [self.said(reason) for reason in offer.reasons],
            "title": self.said(offer.title),
        }


def state_of(obj, request):
    """Id and title of the state an object is in."""
    workflow_tool = api.portal.get_tool("portal_workflow")
    state = api.content.get_state(obj)
    title = workflow_tool.getTitleForStateOnType(state, obj.portal_type)
    return {"id": state, "title": translate(title, context=request)}


class MoveOn(OneName, ChangeService):
    """``POST …/@workflow/<transition>``: take a step, or 400 with every reason why not."""

    def answer(self):
        comment = named_text(json_body(self.request), "comment")
        if not any(offer.id == self.id for offer in offers(self.context)):
            return self.not_taken([NOT_OPEN])
        try:
            perform(self.context, self.id, comment)
        except TransitionRefused as error:
            return self.not_taken(error.reasons)
        tell_revision(self.context, self.request)
        return last_step(self.context, self.request)

    def not_taken(self, reasons):
        """400 with each reason; whatever a subscriber wrote before another refused is not kept."""
        said = [self.said(reason) for reason in reasons]
        error = {"type": "TransitionRefused", "message": " ".join(said), "reasons": said}
        return self.error(400, error)


def last_step(obj, request):
    """The latest entry of the history. Read past the guard: closing may end one's own rights."""
    workflow_tool = api.portal.get_tool("portal_workflow")
    workflow = workflow_tool.getWorkflowsFor(obj)[0]
    status = workflow_tool.getStatusOf(workflow.getId(), obj)
    return json_compatible({**status, "title": state_of(obj, request)["title"]})
