"""What people see when something fails: plain words and a number, never a traceback or a name."""

from .. import _
from ..ledger.writing import LedgerUnavailable
from ..sql.errors import StoreBusy
from ..sql.errors import StoreFailed
from .lean import mark
from plone import api
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Forbidden
from zExceptions import NotFound
from ZODB.POSException import ConflictError
from zope.i18n import translate

import json
import logging
import secrets


logger = logging.getLogger(__name__)

UNAVAILABLE = 503
STORE_DOWN = (LedgerUnavailable, StoreBusy, StoreFailed)

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
NOT_ENTERED = (
    _("This cannot be shown or changed just now"),
    _(
        "Everything that is seen or done here is written down first, and that is not possible at "
        "this moment. Nothing was shown and nothing was saved. Try again in a few minutes; if it "
        "lasts, tell your administrator the number below."
    ),
)
SAID = (
    (STORE_DOWN, NOT_ENTERED),
    (NotFound, NOT_FOUND),
    (Forbidden, FORBIDDEN),
    (ConflictError, BUSY),
)


class Failure(BrowserView):
    """`index.html` of any exception on our layer; REST keeps its own answer."""

    template = ViewPageTemplateFile("templates/failure.pt")
    lean = True
    number = ""

    def __call__(self):
        exception = self.context
        is_api = IAPIRequest.providedBy(self.request)
        if is_api and not isinstance(exception, STORE_DOWN):
            return ErrorHandling(exception, self.request)()
        self.heading, self.text = said_of(exception)
        self.number = "" if isinstance(exception, NotFound) else self._log(exception)
        self._set_status(exception)
        self.context = api.portal.get()
        if is_api or "text/html" not in self.request.getHeader("Accept", ""):
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

    def _set_status(self, exception):
        response = self.request.response
        if isinstance(exception, STORE_DOWN):
            # Locked: Plone would make a 500 of an error whose name it does not know.
            response.setStatus(UNAVAILABLE, lock=1)
        else:
            response.setStatus(type(exception))

    def _log(self, exception):
        """Give the failure a number. Its text is not logged here: a name may stand in it."""
        number = secrets.token_hex(4)
        logger.error("Failure %s: %s", number, type(exception).__name__)
        return number

    def _as_json(self):
        self.request.response.setHeader("Content-Type", "application/json")
        heading = translate(self.heading, context=self.request)
        return json.dumps({"message": heading, "number": self.number})


def said_of(exception):
    """Return heading and text for an exception."""
    for kind, words in SAID:
        if isinstance(exception, kind):
            return words
    return FAILED
