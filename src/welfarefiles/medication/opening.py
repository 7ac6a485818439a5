"""One log to a child (R041): a file has at most one that is open.

The file names its open log, so two people who open one at the same moment collide there, and the
second is told of the first.
"""

from .. import _
from ..access.section import is_restricted
from ..calendars import london
from ..errors import BadRow
from ..errors import FieldInvalid
from ..ledger.writing import enter
from ..people.stored import stored
from ..permissions import may
from .doses import LONGEST_TEXT
from AccessControl import Unauthorized
from Acquisition import aq_inner
from Acquisition import aq_parent
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.medication.log"
END_LOG = "welfarefiles: Strike through record"

SECOND = _("This child has a medication log already: each child has one.")


class SecondLog(FieldInvalid):
    """There is a log; `url` leads to it."""

    def __init__(self, url):
        super().__init__(SECOND, None)
        self.url = url


def open_log(file):
    """The open log of a file, a draft too; None where there is none."""
    id = stored(file, KEY).get("id")
    log = file.get(id) if id else None
    # of one in the restricted section nothing is told
    return None if log is None or is_over(log) or is_restricted(log) else log


def is_over(log):
    """Whether it was ended or struck through."""
    return bool(log.ended_at) or api.content.get_state(log) == "struck"


def takes_lines(log):
    """Whether medicines and doses can be added: it is signed here, and not over."""
    return not (log.ended_at or log.received) and api.content.get_state(log) == "signed"


def instead_of_adding(file):
    """(address, sentence) of the log to use instead of a second one, or None."""
    log = open_log(file)
    return None if log is None else (log.absolute_url(), SECOND)


def log_added(log, event):
    """Whoever adds one, by whatever way: raises `SecondLog` for a second. Subscriber.

    That of another school stays as it was kept there; here the child has a log besides.
    """
    if log.received:
        return
    file = aq_parent(aq_inner(log))
    present = open_log(file)
    if present is not None and present.id != log.id:
        raise SecondLog(present.absolute_url())
    IAnnotations(file)[KEY] = {"id": log.id}


def end_log(log, reason):
    """End a log; nothing is added to it from now on. Raises `BadRow`, `Unauthorized`."""
    if not may(END_LOG, log):
        raise Unauthorized()
    if not takes_lines(log):
        raise BadRow("ended", "This log takes no lines any more.")
    if not reason:
        raise BadRow("ended", "Say why it ends.")
    if len(reason) > LONGEST_TEXT:
        raise BadRow("ended", "Say it in fewer words.")
    log.ended_at, log.ended_reason = london.now(), reason
    log.ended_by = api.user.get_current().getId()
    log.reindexObject()
    enter("medication.log-ended", log, reason=reason)
