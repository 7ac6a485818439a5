"""Which form a draft belongs to, for whoever may open it now."""

from ..files.interfaces import IWelfareFileBase
from ..givingback import GivingBack
from ..permissions import may
from AccessControl import Unauthorized
from Acquisition import aq_chain
from zExceptions import NotFound
from zope.traversing.interfaces import TraversalError

import re


#: A page, an add form; and what else its address needs: the restricted section, an id.
FORM = re.compile(r"(?P<name>(?:\+\+add\+\+)?\w[\w-]{0,80})(?:\?(?P<query>[\w=&.-]{1,200}))?")
RESTRICTED = "restricted=1"
OURS = __name__.split(".")[0] + "."
ABSENT = (Unauthorized, NotFound, TraversalError, AttributeError, KeyError)


def place_of(context):
    """How a context is written down."""
    return "/".join(context.getPhysicalPath())


def form_at(context, form):
    """The form (not updated) that the signed-in person may open now, None for anybody else."""
    found = FORM.fullmatch(form)
    if found is None or not (may("View", context) and may("Access contents information", context)):
        return None
    name = found["name"]
    try:
        # With @@, because content has methods that are called like pages.
        page = context.restrictedTraverse(name if name.startswith("++") else f"@@{name}")
    except ABSENT:
        return None
    opened = getattr(page, "form_instance", page)
    if isinstance(opened, GivingBack):
        return opened if opened.may_be_opened(found["query"] == RESTRICTED) else None
    return opened if is_page_of_ours(opened) else None


def is_page_of_ours(page):
    """Whether a page is written in this package; its permission was asked."""
    return any(cls.__module__.startswith(OURS) for cls in type(page).__mro__)


def title_of(form):
    """What a form is for, without a name; "" for a page that says so only of what it shows."""
    try:
        return getattr(form, "draft_title", None) or form.page_title
    except ABSENT:
        return ""


def address(context, form, token):
    """Where somebody goes on with a draft."""
    return f"{context.absolute_url()}/{form}{'&' if '?' in form else '?'}draft={token}"


def reference(context):
    """What a form's context is called: the file's reference, else its own title; no name."""
    files = [one for one in aq_chain(context) if IWelfareFileBase.providedBy(one)]
    return (files or [context])[0].Title()
