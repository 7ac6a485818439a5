"""A meeting, and what its kind says to the rest of the portal."""

from ..records.content import Record
from .askings import MEETINGS
from .askings import REPORT
from .interfaces import IMeeting
from zope.interface import implementer


@implementer(IMeeting)
class Meeting(Record):
    """`next_held_by`: UID of the signed meeting that was the next one, "" before there is one."""

    tab = "contacts"
    day_to_day = True
    askings = MEETINGS
    seldom = REPORT
    text_fields = ("discussion", "outcome", "purpose", "child_views", "parent_views")
    searched_files = ("file", "report")
    next_held_by = ""

    @property
    def falls_due(self):
        return {} if self.next_held_by else {"next_meeting": "due_next_meeting"}
