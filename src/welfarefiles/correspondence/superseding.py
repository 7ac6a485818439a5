"""Earlier emails of a thread superseded by a later one that holds all of them (R134).

They stay where they are and readable; lists and pages say that a later one holds all of it.
"""

from .. import _
from ..access.section import is_restricted
from ..access.who import who_asks
from ..index.pending import touch
from ..ledger.writing import enter
from ..lookup import query
from ..messages import thread
from ..messages.message import MessageRefused
from ..messages.reading import read_message
from ..people.stored import uid_of
from ..permissions import ADD_RECORD
from ..permissions import may
from ..records.events import file_of
from AccessControl import Unauthorized
from dataclasses import dataclass
from plone import api


MOST = 50
WHY = {
    thread.ORDER: _("It was sent later than this one."),
    thread.TEXT: _("Its text is not all in this one."),
    thread.HEAD: _("This one does not quote who sent it and when."),
    thread.RECIPIENTS: _("This one does not quote everybody it was sent to."),
    thread.ATTACHMENTS: _("Attachments are missing in this one: ${names}."),
}
BROKEN = _("Its original cannot be read.")
NOT_SIGNED = _("Sign this email first: what supersedes others does not change any more.")
NOTHING = _("There is no earlier email of which this one holds everything.")
NOT_MARKED = _("This email is not marked as superseded.")


class BadThread(ValueError):
    """It cannot be meant. The text is a message for whoever tried."""


@dataclass(frozen=True)
class Compared:
    """An earlier email, and sentences for what the later one lacks of it; none: it holds all."""

    record: object
    lacking: tuple

    @property
    def is_whole(self):
        return not self.lacking


def candidates(record):
    """Rows of earlier emails of the thread, by subject, that the person may see and are not marked.

    Of the same section: in the open part of a file nothing tells of what is restricted.
    """
    subject = thread.subject_of(record.subject)
    if not subject:
        return []
    rows = query.records(
        who_asks(),
        uid_of(file_of(record)),
        portal_types=("Correspondence",),
        states=("draft", "signed"),
        descending=True,
        limit=200,
    )
    restricted = is_restricted(record)
    return [
        row
        for row in rows
        if row.uid != uid_of(record)
        and row.happened_at < record.happened_at
        and thread.subject_of(row.heading.partition(": ")[2]) == subject
        and bool(row.details.get("restricted")) == restricted
        and not row.details.get("superseded")
    ][:MOST]


def compared(record):
    """Each earlier email of the thread, compared with this one part by part."""
    portal, later = api.portal.get(), message_of(record)
    found = (portal.unrestrictedTraverse(row.path, None) for row in candidates(record))
    return [Compared(one, lacking(later, message_of(one))) for one in found if one is not None]


def message_of(record):
    """The `Message` of a filed email, None where its original cannot be read any more."""
    try:
        with record.file.open() as stream:
            return read_message(stream.read())
    except MessageRefused:
        return None


def lacking(later, earlier):
    """Sentences for what a later message lacks of an earlier one."""
    if later is None or earlier is None:
        return (BROKEN,)
    words = {"names": ", ".join(thread.missing_attachments(later, earlier))}
    return tuple(_(WHY[one], mapping=words) for one in thread.missing(later, earlier))


def may_supersede(record):
    """Whether the person may mark emails of the file: whoever may file them."""
    return may(ADD_RECORD, file_of(record))


def supersede(record):
    """Mark every earlier email of which this one holds everything; the records marked.

    Raises `Unauthorized` for who may not, `BadThread` for what cannot be.
    """
    if not may_supersede(record):
        raise Unauthorized()
    if api.content.get_state(record) != "signed":
        raise BadThread(NOT_SIGNED)
    whole = [one.record for one in compared(record) if one.is_whole]
    if not whole:
        raise BadThread(NOTHING)
    for earlier in whole:
        earlier.superseded_by = uid_of(record)
        touch(earlier)
        enter("correspondence.superseded", earlier)
    return whole


def take_back(record):
    """An email counts by itself again. Raises as `supersede`."""
    if not may_supersede(record):
        raise Unauthorized()
    if not record.superseded_by:
        raise BadThread(NOT_MARKED)
    record.superseded_by = ""
    touch(record)
    enter("correspondence.restored", record)


def later_of(record):
    """The email that supersedes this one, for those who may see it; else None."""
    row = query.item(record.superseded_by) if record.superseded_by else None
    found = row and api.portal.get().unrestrictedTraverse(row.path, None)
    return found if found is not None and may("View", found) else None


def email_restricted(record, event):
    """Emails that one in the restricted section held whole count by themselves. Subscriber."""
    file = file_of(record)
    for row in query.records_now(uid_of(file), ("Correspondence",)):
        earlier = file[row.path.rpartition("/")[2]]
        if earlier.superseded_by == uid_of(record):
            earlier.superseded_by = ""
            touch(earlier)
