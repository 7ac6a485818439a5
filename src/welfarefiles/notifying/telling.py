"""What has to be told at once: the leads hear of it, and it is due until somebody was told."""

from .. import _
from ..calendars import london
from ..deadlines.marking import markers_of
from ..deadlines.waiting import NOTIFY
from ..granting.charge import to_be_told
from ..index.rows import DueRow
from ..ledger.writing import enter
from ..lookup import query
from ..notices.mail import tell
from ..people.stored import uid_of
from ..records.events import file_of
from .interfaces import ISchoolEvent
from .rule import AT_ONCE
from .rule import owed
from plone import api


DUE = (_("is to be told to Children's Social Care at once"), _("Open"), _("At once"))
SUBJECT = _("At once: ${reference}")
LINE = _(
    "Something was recorded in ${reference} that Children's Social Care has to be told of "
    "immediately. Record here who was told, how and when."
)


def is_owed(event):
    """Whether Children's Social Care has to be told of an event, and nobody has recorded it."""
    file = file_of(event)
    if file is None or event.told_by or api.content.get_state(event) == "struck":
        return False
    instants = (event.happened_at, event.recorded_at or london.now())
    return owed(event.kind, instants, markers_of(file))


class AtOnce:
    """The due row of an event that is to be told: a subscription adapter (`IRecordDues`)."""

    def __init__(self, event):
        self.event = event

    def dues(self):
        if is_owed(self.event):
            yield DueRow(
                what=NOTIFY,
                due_at=self.event.happened_at,
                sentence="due_notify",
                timed=True,
                responsible=file_of(self.event).responsible_leader or "",
            )


def event_changed(event, _happened):
    """Mail the leads, once, by reference only: an event was added or changed."""
    if event.mailed_at is not None or not is_owed(event):
        return
    event.mailed_at = london.now()
    file = file_of(event)
    words = {"reference": file.reference}
    subject, lines = _(SUBJECT, mapping=words), [_(LINE, mapping=words)]
    tell(to_be_told(file), subject, lines, event.absolute_url(), at_once=True)
    enter("notifying.leads-told", event)


def markers_changed(happened):
    """A plan began or ended: what was recorded already may have to be told, or no longer."""
    file = happened.object
    for row in query.records_now(uid_of(file), ("SchoolEvent",)):
        if row.kind in AT_ONCE and row.state != "struck":
            event = file[row.path.rpartition("/")[2]]
            event.reindexObject()
            event_changed(event, None)


def notification_moved_on(notification, happened):
    """Signed, the event it is about has been told; struck through, it has not."""
    transition = happened.transition and happened.transition.id
    event = about(notification)
    if event is None:
        return
    if transition == "sign" and not event.told_by:
        event.told_by, event.told_at = uid_of(notification), notification.happened_at
        event.reindexObject()
    elif transition == "strike" and event.told_by == uid_of(notification):
        event.told_by, event.told_at = "", None
        event.reindexObject()


def about(notification):
    """The event a notification is about, or None."""
    file = file_of(notification)
    found = file.get(notification.about) if file is not None and notification.about else None
    return found if ISchoolEvent.providedBy(found) else None
