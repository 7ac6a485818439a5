"""REST on our content: add, change, move on. The rules are those of the pages (R184)."""

from .. import _
from ..access.guards import perform
from ..access.guards import TransitionRefused
from ..access.offers import offers
from ..calendars import london
from ..interfaces import IPrivateContent
from ..interfaces import IWelfareFilesLayer
from dateutil.parser import isoparse
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from plone.restapi.services.content.add import FolderPost
from plone.restapi.services.content.update import ContentPatch
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.component import adapter
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Invalid
from zope.publisher.interfaces import IPublishTraverse
from zope.schema.interfaces import IDatetime


#: The portal gives ids, titles and uids; a client that sends one is told so.
NOT_FOR_CLIENTS = ("id", "UID", "author", "recorded_at", "reference", "signed_by", "signed_at")


class Post(FolderPost):
    """Add a file or a record."""

    def reply(self):
        refuse_own_fields(self.request)
        try:
            return super().reply()
        except Invalid as error:
            raise BadRequest([invalid_as_json(error, self.request)]) from error


class Patch(ContentPatch):
    """Change a draft, or the front sheet of a file."""

    def reply(self):
        refuse_own_fields(self.request)
        try:
            return super().reply()
        except Invalid as error:
            raise BadRequest([invalid_as_json(error, self.request)]) from error


def refuse_own_fields(request):
    """Raise `BadRequest` when the client sends what only the portal sets."""
    sent = [name for name in NOT_FOR_CLIENTS if name in json_body(request)]
    if sent:
        message = "The portal sets this itself; leave it out."
        raise BadRequest([{"field": name, "message": message} for name in sent])


def invalid_as_json(error, request):
    """A rule's error in plone.restapi's form."""
    message = translate(error.args[0], context=request)
    return {"field": getattr(error, "field", None), "message": message, "error": "ValidationError"}


@implementer(IFieldDeserializer)
@adapter(IDatetime, IPrivateContent, IWelfareFilesLayer)
class LondonTime(DefaultFieldDeserializer):
    """A time with its offset, or London's time without one; never UTC in silence (R020).

    The hour that does not exist and the one that comes twice are refused with words.
    """

    def __call__(self, value):
        if value is None:
            self.field.validate(value)
            return None
        if not isinstance(value, str):
            raise ValueError("Enter the date and the time, for example 2026-11-19T15:40")
        read = isoparse(value)
        read = london.storable(read if london.is_aware(read) else london.localise(read))
        self.field.validate(read)
        return read


@implementer(IPublishTraverse)
class MoveOn(Service):
    """``POST …/@workflow/<transition>``: move on, or 400 with every reason why not."""

    transition = None

    def publishTraverse(self, request, name):
        if self.transition is not None:
            raise NotFound()
        self.transition = name
        return self

    def reply(self):
        alsoProvides(self.request, IDisableCSRFProtection)
        if not any(offer.id == self.transition for offer in offers(self.context)):
            return self.refused([_("This step is not open to you here.")])
        try:
            perform(self.context, self.transition, json_body(self.request).get("comment", ""))
        except TransitionRefused as error:
            return self.refused(error.reasons)
        return last_step(self.context, self.request)

    def refused(self, reasons):
        self.request.response.setStatus(400)
        said = [translate(reason, context=self.request) for reason in reasons]
        error = {"type": "TransitionRefused", "message": " ".join(said), "reasons": said}
        return {"error": error}


def last_step(obj, request):
    """The latest entry of the history. Read past the guard: closing may end one's own rights."""
    workflow_tool = api.portal.get_tool("portal_workflow")
    workflow = workflow_tool.getWorkflowsFor(obj)[0]
    status = workflow_tool.getStatusOf(workflow.getId(), obj)
    title = workflow_tool.getTitleForStateOnType(status["review_state"], obj.portal_type)
    return json_compatible({**status, "title": translate(title, context=request)})


class Steps(Service):
    """``GET …/@workflow``: the state, and each step with the reasons why it cannot be taken yet."""

    def reply(self):
        obj, base = self.context, self.context.absolute_url()
        state = api.content.get_state(obj)
        workflow_tool = api.portal.get_tool("portal_workflow")
        title = workflow_tool.getTitleForStateOnType(state, obj.portal_type)
        return {
            "@id": f"{base}/@workflow",
            "history": json_compatible(workflow_tool.getInfoFor(obj, "review_history", [])),
            "state": {"id": state, "title": translate(title, context=self.request)},
            "transitions": [self.step(offer, base) for offer in offers(obj)],
        }

    def step(self, offer, base):
        return {
            "@id": f"{base}/@workflow/{offer.id}",
            "needs_comment": offer.needs_comment,
            "reasons": [translate(reason, context=self.request) for reason in offer.reasons],
            "title": translate(offer.title, context=self.request),
        }
