"""Answers of the API are kept in no cache, wherever in the portal they come from."""

from ..interfaces import IWelfareFilesLayer
from plone.rest.interfaces import IAPIRequest


def forbid_storing(event):
    """Subscriber of `IPubAfterTraversal` and `IPubBeforeAbort`.

    Under a school the filter says the same of everything.
    """
    request = event.request
    if IAPIRequest.providedBy(request) and IWelfareFilesLayer.providedBy(request):
        request.response.setHeader("Cache-Control", "no-store")
