"""Events and notifications, and what their kinds say to the rest of the portal."""

from ..records.content import Record
from .askings import EVENTS
from .askings import NOTIFICATIONS
from .interfaces import INotification
from .interfaces import ISchoolEvent
from zope.interface import implementer


@implementer(ISchoolEvent)
class SchoolEvent(Record):
    """`told_by`, `told_at`: UID and instant of the signed notification about it.

    `mailed_at`: when the leads were told that it has to be told at once.
    """

    tab = "documents"
    day_to_day = True
    askings = EVENTS
    text_fields = ("what_happened", "reason", "child_views", "parent_views")
    told_by = ""
    told_at = None
    mailed_at = None


@implementer(INotification)
class Notification(Record):
    tab = "contacts"
    day_to_day = True
    askings = NOTIFICATIONS
    from_address = ("about",)
    text_fields = ("discussion", "outcome", "shared_with")
