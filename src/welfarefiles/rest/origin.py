"""Changes come from the portal's own pages, or from clients that sign each request (R184).

A browser sends its cookie, and a password it has remembered, with whatever a page of another site
makes it send; the API asks for no token. That the cookie is ``SameSite`` does not help where the
other site is of the same domain, or where a password is remembered.
"""

from ..interfaces import IWelfareFilesLayer
from plone.rest.interfaces import IAPIRequest
from urllib.parse import urlsplit
from zExceptions import Forbidden


READING = ("GET", "HEAD", "OPTIONS")
USUAL_PORTS = {"http": 80, "https": 443}


def refuse_foreign(event):
    """Subscriber of `IPubAfterTraversal`: raise Forbidden for a change another site asked for."""
    request = event.request
    if not (IAPIRequest.providedBy(request) and IWelfareFilesLayer.providedBy(request)):
        return
    if request.method in READING or signs_itself(request):
        return
    origin = request.getHeader("Origin")
    if origin and place(origin) != place(request["SERVER_URL"]):
        raise Forbidden("Sent from another site")


def signs_itself(request):
    """Whether the request carries a token that no browser adds by itself."""
    return (getattr(request, "_auth", None) or "").lower().startswith("bearer ")


def place(address):
    """Host and port of an address; of ``null``, or of what is none, None."""
    try:
        parts = urlsplit(address)
        # A proxy may speak https outside and http inside: the usual port of either is the same.
        port = None if parts.port in USUAL_PORTS.values() else parts.port
    except ValueError:
        return None
    return parts.hostname and (parts.hostname.lower(), port)
