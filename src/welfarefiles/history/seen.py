"""Every answer about a file or record is entered in the ledger before its first byte leaves.

One place for all pages, services and downloads, those included that nobody has written yet. It
stands between the making of an answer and its way out: what was made is known, nothing of it has
been sent. A request that changed something has its entry from there, in its own transaction.

A view says what it is in the ledger by attributes, all of them optional:

`ledger_action`: id of an action; "" when it shows nothing of anybody. Without it: the file or
record was seen.
`ledger_detail`: plain values to enter with it, never of what is in a file; `about` is the user it
is about.
`ledger_context`: what it is about, where that is not the file or record in its address.
"""

from ..access.filter import NOTE
from ..access.refused import enter_refusal
from ..access.wall import unwrapped
from ..interfaces import IPrivateContent
from ..interfaces import IWelfareFileBase
from ..ledger.writing import enter_now
from ..ledger.writing import LedgerUnavailable
from ..ledger.writing import LedgerWriter
from ..sql.joined import peek
from Acquisition import aq_base
from plone.rest.interfaces import IService

import transaction
import types


REFUSED = frozenset({401, 403, 404, 405})
NOT_MODIFIED = 304


def enter_answer(event):
    """Subscriber of `IPubBeforeCommit`. Raises `LedgerUnavailable`: then nothing is shown."""
    request = event.request
    status = request.response.getStatus()
    if status in REFUSED:
        if NOTE in request.environ:
            enter_refusal(request, request.get("AUTHENTICATED_USER"))
    elif shows_something(status) and not has_changed_something():
        enter_view(request, status)


def shows_something(status):
    """Whether an answer with this status tells of what it was asked for.

    A redirection does not; a refusal with reasons (REST, 400) does.
    """
    return 200 <= status < 300 or status == NOT_MODIFIED or 400 <= status < 500


def has_changed_something():
    """Whether the present transaction is going to write entries of its own."""
    writer = peek(LedgerWriter)
    return bool(writer and writer.drafts) and not transaction.isDoomed()


def enter_view(request, status):
    """Enter what is about to be shown; nothing for what is not about anybody."""
    view = published(request)
    content = nearest([view, *request.get("PARENTS", ())])
    action = getattr(aq_base(view), "ledger_action", default_action(content))
    if not action:
        return
    try:
        enter_now(action, context_of(view, content), **details(request, view, status))
    except LedgerUnavailable:
        take_back(request.response)
        raise


def published(request):
    """The view or service that answered."""
    found = request.get("PUBLISHED")
    return found.__self__ if isinstance(found, types.MethodType) else found


def nearest(trail):
    """The file or record an address leads to or through; None for any other address."""
    steps = (unwrapped(step) for step in trail)
    return next((step for step in steps if IPrivateContent.providedBy(step)), None)


def default_action(content):
    """What seeing it is called where the view does not say."""
    if content is None:
        return ""
    return "files.viewed" if IWelfareFileBase.providedBy(content) else "records.viewed"


def context_of(view, content):
    """What the entry is about."""
    if content is not None:
        return content
    return getattr(view, "ledger_context", None) or getattr(view, "context", None)


def details(request, view, status):
    """By which page, and how, where that is not the ordinary way."""
    method = request.environ.get("REQUEST_METHOD", "GET")
    found = {
        "page": page_of(view),
        "method": method if method != "GET" else "",
        "status": status if status >= 400 else None,
    }
    return {**found, **getattr(aq_base(view), "ledger_detail", {})}


def page_of(view):
    """Name of a page but the first; of a service what its address ends with, or "API"."""
    name = getattr(view, "__name__", "") or ""
    if IService.providedBy(view):
        return name.rpartition("_")[2] or "API"
    return "" if name == "view" else name


def take_back(response):
    """Take an answer that was made, but must not leave, out of the response."""
    response.headers.clear()
    response._locked_body = response._locked_status = None
    response._streaming = 0
    response.stdout.seek(0)
    response.stdout.truncate()
    response.setBody(b"")
