"""A meeting that is signed is the next one of those of its kind before it: nothing is due then."""

from .. import _
from ..access.section import is_restricted
from ..lookup import query
from ..people.stored import uid_of
from ..records.events import file_of


DUE = (_("The next meeting"), _("Open"), None)


def meeting_moved_on(meeting, event):
    """Signed, it was held; struck through, it was not."""
    transition = event.transition and event.transition.id
    if is_restricted(meeting):
        return  # in the open part of the file nothing tells of it
    if transition == "sign":
        _mark(meeting, before="", after=uid_of(meeting))
    elif transition == "strike":
        _mark(meeting, before=uid_of(meeting), after="")


def meeting_restricted(meeting, event):
    """What it told of itself is taken back. Subscriber."""
    _mark(meeting, before=uid_of(meeting), after="")


def _mark(meeting, before, after):
    file = file_of(meeting)
    if file is None:
        return
    for row in query.records_now(uid_of(file), ("Meeting",)):
        if row.kind != meeting.kind or row.happened_at >= meeting.happened_at:
            continue
        earlier = file[row.path.rpartition("/")[2]]
        if earlier.next_held_by == before:
            earlier.next_held_by = after
            earlier.reindexObject()
