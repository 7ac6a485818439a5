"""Our easyform action: what was sent goes to the leads of the school, and is kept nowhere else."""

from .. import _
from . import raising
from collective.easyform.actions import Action
from collective.easyform.actions import ActionFactory
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IAction
from plone.supermodel.exportimport import BaseHandler
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


KEY = "welfarefiles.forms.action"
ELSEWHERE = _("Concerns are raised on the page of the school, not here. Nothing was sent.")


class IRaiseConcern(IAction):
    """Brings what was sent to the leads. Nothing to be set."""


@implementer(IRaiseConcern)
class RaiseConcern(Action):
    """See `IRaiseConcern`."""

    def onSuccess(self, fields, request):
        """Make the concern of what the page laid ready; anywhere else refuse, and keep nothing."""
        ready = laid_ready(request)
        if ready is None:
            return {FORM_ERROR_MARKER: ELSEWHERE}
        ready.concern = raising.raise_concern(ready.folder, ready.sent, ready.token)
        return None


RaiseConcernAction = ActionFactory(
    RaiseConcern, _("Bring it to the leads"), "plone.schemaeditor.ManageSchemata"
)
RaiseConcernHandler = BaseHandler(RaiseConcern)


class Ready:
    """What a page lays ready for the action: where it goes, what was sent, the form's token.

    `concern` is what came of it.
    """

    concern = None

    def __init__(self, folder, sent, token):
        self.folder = folder
        self.sent = sent
        self.token = token


def lay_ready(request, ready):
    """Say to the action of this request what to make the concern of."""
    IAnnotations(request)[KEY] = ready


def laid_ready(request):
    """The `Ready` of this request, or None."""
    return IAnnotations(request).get(KEY)
