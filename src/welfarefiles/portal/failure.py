"""What people see when something fails: plain words and a number, never a traceback or a name."""

from .. import _
from .lean import mark
from plone import api
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Forbidden
from zExceptions import NotFound
from ZODB.POSException import ConflictError

import json
import logging
import secrets


logger = logging.getLogger(__name__)

# Used when even the page cannot be drawn.
BARE = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Welfare Files</title>'
    "</head><body><h1>Something went wrong</h1><p>Nothing was saved. "
    "Tell your administrator this number: %s</p></body></html>"
)

NOT_FOUND = (
    _("There is nothing here that you can see"),
    _("The address may be wrong, or it may lead to something that is not for you."),
)
FORBIDDEN = (
    _("This was not accepted"),
    _(
        "The page you sent this from had gone out of date. Nothing was saved. "
        "Go back, load it again and repeat."
    ),
)
BUSY = (
    _("Several people were saving at the same moment"),
    _("Nothing of yours was saved. Go back and save again."),
)
FAILED = (
    _("Something went wrong"),
    _(
        "Nothing was saved. Go back and try again. "
        "If it happens again, tell your administrator the number below."
    ),
)
SAID = ((NotFound, NOT_FOUND), (Forbidden, FORBIDDEN), (ConflictError, BUSY))


class Failure(BrowserView):
    """`index.html` of any exception on our layer; REST keeps its own answer."""

    template = ViewPageTemplateFile("templates/failure.pt")
    lean = True
    number = ""

    def __call__(self):
        exception = self.context
        if IAPIRequest.providedBy(self.request):
            return ErrorHandling(exception, self.request)()
        self.heading, self.text = said_of(exception)
        self.number = "" if isinstance(exception, NotFound) else self._log(exception)
        self.request.response.setStatus(type(exception))
        self.context = api.portal.get()
        if "text/html" not in self.request.getHeader("Accept", ""):
            return self._as_json()
        mark(self.request)
        try:
            return self.template()
        except Exception as error:
            logger.error("The error page failed too: %s", type(error).__name__)
            self.request.response.setHeader("Content-Type", "text/html; charset=utf-8")
            return BARE % self.number

    @property
    def page_title(self):
        return self.heading

    def _log(self, exception):
        """Give the failure a number. Its text is not logged here: a name may stand in it."""
        number = secrets.token_hex(4)
        logger.error("Failure %s: %s", number, type(exception).__name__)
        return number

    def _as_json(self):
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps({"message": str(self.heading), "number": self.number})


def said_of(exception):
    """Return heading and text for an exception."""
    for kind, words in SAID:
        if isinstance(exception, kind):
            return words
    return FAILED
