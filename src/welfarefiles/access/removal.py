"""Nothing is deleted: files and records leave by the disposal service or not at all.

The subscriber hears of every removal of an ancestor too, whoever asks for it and how.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from secrets import token_hex
from zExceptions import BadRequest
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite


#: On the site: something was removed, and the databases' own files hold it (`disposal.cleaning`).
REMAINS = "welfarefiles.access.removal.remains"
_allowed = ContextVar("welfarefiles.access.removal", default=False)


class RemovalRefused(BadRequest):
    """Files and records are not deleted; its text is for whoever tried."""


@contextmanager
def disposal_allowed():
    """Within it, files and records can be removed. For the disposal service alone."""
    # another value each time: to clean up and to remove at the same moment is a conflict
    IAnnotations(getSite())[REMAINS] = token_hex(4)
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)


def refuse_removal(content, event):
    """Subscriber of `IObjectWillBeRemovedEvent`, for the content and for any ancestor of it."""
    if _allowed.get():
        return
    if event.object is content:
        raise RemovalRefused("Files and records are kept: they cannot be deleted.")
    raise RemovalRefused(
        "This holds files or records, which are kept: it cannot be deleted while they are in it."
    )
