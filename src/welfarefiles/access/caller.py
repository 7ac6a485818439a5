"""Tells the filter who asks and whether the publisher refused.

The filter puts a note (a dictionary) into the WSGI environment; we write into it. A request that
fails on its way to what it asks for was not authenticated by the publisher yet, so it is done
here.
"""

from .. import marking
from .filter import NOTE
from .interfaces import IScopedRequest
from .refused import enter_refusal
from .wall import may_pass
from AccessControl.SecurityManagement import getSecurityManager
from transaction.interfaces import TransientError
from zExceptions import Forbidden
from zExceptions import MethodNotAllowed
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.access.authenticated"
REFUSALS = (Forbidden, MethodNotAllowed, NotFound, Unauthorized)


def mark(event):
    """Subscriber of `IPubStart`: lets views be registered for requests under a school."""
    if event.request.environ.get(NOTE, {}).get("scoped"):
        marking.mark(event.request, IScopedRequest)


def note_caller(event):
    """Subscriber of `IPubAfterTraversal`: the publisher knows the user now."""
    note = event.request.environ.get(NOTE)
    if note is not None:
        note["signed_in"] = _has_account(getSecurityManager().getUser())


def note_refusal(event):
    """Subscriber of `IPubBeforeAbort`: the request fails.

    An error of any kind on the way to hidden content is a refusal too: it would tell that there
    is something.
    """
    request = event.request
    note = request.environ.get(NOTE)
    if note is None or event.retry:
        return
    if "ACTUAL_URL" not in request.other:
        # It did not come as far as its path: what was sent with it cannot be read.
        note["unread"] = not issubclass(event.exc_info[0], TransientError)
        return
    if not note.get("scoped"):
        return
    user = request.get("AUTHENTICATED_USER") or authenticated(request)
    note["signed_in"] = _has_account(user)
    if issubclass(event.exc_info[0], REFUSALS) or not may_pass(request.get("PARENTS", ()), user):
        note["refused"] = True
        enter_refusal(request, user)


def authenticated(request):
    """The user whose valid credentials the request carries, from any user folder on its way.

    Asked for once a request: it is the dearest part of a refusal.
    """
    remembered = IAnnotations(request)
    if KEY not in remembered:
        remembered[KEY] = _authenticated(request)
    return remembered[KEY]


def _authenticated(request):
    for parent in request.get("PARENTS", ()):
        accounts = getattr(parent, "__allow_groups__", None)
        if not hasattr(accounts, "_extractUserIds"):
            continue
        for user_id, login in accounts._extractUserIds(request, accounts.plugins):
            return accounts._findUser(accounts.plugins, user_id, login, request=request)
    return None


def _has_account(user):
    return user is not None and user.getId() is not None


class Blank:
    """Stands in for the error page under a school: the filter has an answer of its own, and
    making a page that nobody sees takes fifty times as long."""

    def __init__(self, error, request):
        self.error = error
        self.request = request

    def __call__(self):
        return ""
