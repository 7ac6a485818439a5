"""Who wrote a record, when it was recorded, who signed it: set only here (R025, R076)."""

from ..calendars import london
from ..files.changes import changed_fields
from ..files.changes import uploads
from ..index.pending import keep_still
from ..interfaces import IWelfareFileBase
from ..ledger.writing import enter
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from plone import api


def file_of(record):
    """The file a record stands in, or None outside one."""
    parent = aq_parent(aq_inner(record))
    return parent if IWelfareFileBase.implementedBy(parent.__class__) else None


def record_added(record, event):
    """Name the author and the time of recording; a record goes into the current volume (R099).

    It was let in by the state of its file: nobody may close that meanwhile.
    """
    keep_still(aq_base(file_of(record)))
    if record.author is None:
        note_author(record)
    enter("records.added", record, fields=uploads(record))


def note_author(record):
    """Fill in what the portal knows better than any client."""
    user_id = api.user.get_current().getId()
    record.author = user_id
    record.edited_by = (user_id,)
    record.recorded_at = london.now()
    if getattr(record, "happened_at", None) is None:
        record.happened_at = record.recorded_at
    if getattr(record, "volume", None) is None:
        record.volume = getattr(file_of(record), "volume", None)
    record.reindexObject()


def record_modified(record, event):
    """Remember everybody who had a hand in it: none of them may authorise it (R104)."""
    user_id = api.user.get_current().getId()
    if user_id not in record.edited_by:
        record.edited_by = (*record.edited_by, user_id)
    changes = changed_fields(record)
    if changes:
        enter("records.changed", record, fields=changes)


def record_moved_on(record, event):
    """Note who signed, submitted or authorised, and when."""
    transition = event.transition and event.transition.id
    user_id = api.user.get_current().getId()
    if transition in ("sign", "submit"):
        record.signed_by = user_id
        record.signed_at = london.now()
    elif transition == "authorise":
        record.authorised_by = user_id
        record.authorised_at = london.now()
    elif transition == "return":
        record.signed_by = record.signed_at = None
    record.reindexObject()
