"""Which form a draft belongs to, for whoever may open it now."""

from ..files.interfaces import IWelfareFileBase
from ..givingback import GivingBack
from ..permissions import may
from AccessControl import Unauthorized
from Acquisition import aq_chain
from zExceptions import NotFound
from zope.traversing.interfaces import TraversalError

import re


#: A page, an add form; and whether it is the restricted section's.
FORM = re.compile(r"(?P<name>(?:\+\+add\+\+)?\w[\w-]*)(?P<restricted>\?restricted=1)?")
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
    is_one = isinstance(opened, GivingBack) and opened.may_be_opened(bool(found["restricted"]))
    return opened if is_one else None


def address(context, form, token):
    """Where somebody goes on with a draft."""
    return f"{context.absolute_url()}/{form}{'&' if '?' in form else '?'}draft={token}"


def reference(context):
    """What a form's context is called: the file's reference, else its own title; no name."""
    files = [one for one in aq_chain(context) if IWelfareFileBase.providedBy(one)]
    return (files or [context])[0].Title()
