"""What our REST services share: nothing half done is kept, and a refusal says why in words."""

from .. import _
from ..lookup.query import PageGone
from ..marking import mark
from .deserialise import Refused
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.exceptions import DeserializationError
from plone.restapi.services import _no_content_marker
from plone.restapi.services import Service
from plone.transformchain.interfaces import DISABLE_TRANSFORM_REQUEST_KEY
from zope.i18n import translate
from ZPublisher.Iterators import IStreamIterator

import json
import transaction


NO_JSON = _("The body is not a JSON object.")
NO_PAGE = _("This page is gone. Begin again with the first one.")


class JsonService(Service):
    """A service whose `answer()` returns what `reply()` does, or raises `Refused`.

    A refusal is 400 with ``{"error": {"type", "message", "errors": [{"field", "message"}]}}``.
    """

    def answer(self):
        raise NotImplementedError

    def render(self):
        """See `Service.render`; without its indentation, which takes Python ten times as long."""
        self.check_permission()
        content = self.reply()
        if content is _no_content_marker:
            return None
        if IStreamIterator.providedBy(content):
            return content  # a download, as the service has described it
        self.request.response.setHeader("Content-Type", self.content_type)
        return json.dumps(content, sort_keys=True)

    def reply(self):
        # The token guards people's browsers; a client of the API signs each request.
        mark(self.request, IDisableCSRFProtection)
        self.request.environ[DISABLE_TRANSFORM_REQUEST_KEY] = True  # they are for pages
        try:
            return self.answer()
        except Refused as error:
            return self.refused(400, "ValidationError", error.errors)
        except DeserializationError:
            return self.refused(400, "BadRequest", [{"field": None, "message": NO_JSON}])
        except PageGone:
            return self.refused(400, "BadRequest", [{"field": "after", "message": NO_PAGE}])

    def refused(self, status, kind, errors):
        """The answer to what cannot be done; nothing of it is written."""
        errors = [{**error, "message": self.said(error["message"])} for error in errors]
        message = " ".join(error["message"] for error in errors)
        return self.error(status, {"type": kind, "message": message, "errors": errors})

    def error(self, status, error):
        """An answer with this status and this `error`."""
        transaction.doom()
        self.request.response.setStatus(status)
        return {"error": error}

    def said(self, message):
        return translate(message, context=self.request)
