"""Which pages are drawn with our lean frame, and which keep Plone's own.

Ours: every view of this package, every page within a school, sign-in and errors. Everything else
(control panels, types and forms editor, users) is Plone's, unchanged.
"""

from .. import _
from .. import marking
from ..access.filter import NOTE
from ..interfaces import IWelfareContent
from ..interfaces import IWelfareFilesLayer
from .interfaces import ILeanLayer
from Acquisition import aq_chain
from plone.rest.interfaces import IAPIRequest
from zope.component import adapter
from ZPublisher.interfaces import IPubAfterTraversal

import types


PACKAGE = __name__.split(".")[0] + "."

# Plone's own pages that people meet before or instead of ours, and what each is called.
LEAN_PAGES = {
    "change-password": _("Change password"),
    "forced-password-change": _("Change password"),
    "initial-login-password-change": _("Change password"),
    "insufficient-privileges": _("This is not for you"),
    "logged-out": _("Signed out"),
    "login": _("Sign in"),
    "login_form": _("Sign in"),
    "logout": _("Signed out"),
    "passwordreset": _("New password"),
    "personal-information": _("My account"),
    "pwreset_finish": _("New password"),
    "require_login": _("Sign in"),
}


def is_ours(view):
    """Say whether a view or a form is written in this package."""
    return any(cls.__module__.startswith(PACKAGE) for cls in type(view).__mro__)


def is_lean(view, context=None):
    """Say whether the published `view` gets our frame.

    A view may settle it with an attribute `lean` (True or False), as a control panel of ours.
    `context` is the object it shows, with its acquisition chain; left out, the view's own.
    """
    said = getattr(view, "lean", None)
    if isinstance(said, bool):
        return said
    if is_ours(view):
        return True
    if getattr(view, "__name__", None) in LEAN_PAGES:
        return True
    if context is None:
        context = getattr(view, "context", None)
    return any(IWelfareContent.providedBy(item) for item in aq_chain(context))


def mark(request):
    """Choose our frame, macros and widgets for the rest of this request."""
    if IWelfareFilesLayer.providedBy(request) and not ILeanLayer.providedBy(request):
        marking.mark(request, ILeanLayer)


@adapter(IPubAfterTraversal)
def mark_published(event):
    """Mark the request as soon as it is known which view will answer it.

    Plone's own pages, and Zope's, are noted for the filter: they need a wider security policy.
    """
    request = event.request
    note = request.environ.get(NOTE, {})
    if not IWelfareFilesLayer.providedBy(request):
        note["stock"] = True
        return
    published = request.get("PUBLISHED")
    if isinstance(published, types.MethodType):
        published = published.__self__
    if is_lean(published):
        mark(request)
    elif not IAPIRequest.providedBy(request):
        note["stock"] = True
