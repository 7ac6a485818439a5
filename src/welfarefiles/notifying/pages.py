"""On the page of an event: how it stands with telling social care, and where to do it."""

from .. import _
from ..calendars import london
from ..interfaces import IRecordAction
from ..interfaces import IRecordNote
from ..interfaces import IWelfareFilesLayer
from ..permissions import ADD_RECORD
from ..permissions import may
from ..records.events import file_of
from .interfaces import ISchoolEvent
from .rule import parts
from .rule import time_taken
from .telling import is_owed
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


@implementer(IRecordNote)
@adapter(ISchoolEvent)
class ToldNote:
    """When they were told and how long it took, or that they are to be told."""

    def __init__(self, event):
        self.event = event

    def lines(self):
        if self.event.told_at is not None:
            taken = time_taken(self.event.happened_at, self.event.told_at)
            yield _("Children's Social Care told"), london.format_datetime(self.event.told_at)
            yield _("Time taken"), in_words(taken)
        elif is_owed(self.event):
            yield _("Children's Social Care"), _("To be told at once; not recorded yet")


def in_words(span):
    """A span as people say it, for example "1 h 5 min"."""
    days, hours, minutes = parts(span)
    numbers = {"days": days, "hours": hours, "minutes": minutes}
    if days:
        return _("${days} d ${hours} h", mapping=numbers)
    if hours:
        return _("${hours} h ${minutes} min", mapping=numbers)
    return _("${minutes} min", mapping=numbers)


@implementer(IRecordAction)
@adapter(ISchoolEvent, IWelfareFilesLayer)
class NotifyAction:
    """The link to the form of the notification."""

    order = 1
    title = _("Record who was told")

    def __init__(self, event, request):
        self.event = event

    def available(self):
        return is_owed(self.event) and may(ADD_RECORD, file_of(self.event))


class Notify(BrowserView):
    """On to the form of a notification about this event."""

    def __call__(self):
        if self.request.method != "GET" or not is_owed(self.context):
            raise NotFound()
        form = f"{file_of(self.context).absolute_url()}/++add++Notification"
        about = f"kind=social_care&about={self.context.getId()}"
        return self.request.response.redirect(f"{form}?{about}")
