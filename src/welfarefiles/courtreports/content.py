"""A court report, and what its kind says to the rest of the portal."""

from .. import _
from ..calendars.london import LONDON
from ..index.rows import DueRow
from ..interfaces import IRecordDues
from ..records.content import Record
from .askings import REPORTS
from .interfaces import ICourtReport
from datetime import datetime
from datetime import time
from plone import api
from zope.component import adapter
from zope.interface import implementer


DUE = (_("Due at the court"), _("Finish"), None)


@implementer(ICourtReport)
class CourtReport(Record):
    always_key = True
    tab = "plans"
    askings = REPORTS
    text_fields = ("summary", "recommendations", "child_views", "parent_views", "court")


@implementer(IRecordDues)
@adapter(ICourtReport)
class UntilAuthorised:
    """The day at the court stands in the due lists until the report may go there."""

    def __init__(self, record):
        self.record = record

    def dues(self):
        record = self.record
        if record.due_on and api.content.get_state(record) in ("draft", "submitted", "returned"):
            yield DueRow(
                what="court",
                due_at=datetime.combine(record.due_on, time(), LONDON),
                sentence="due_court_report",
                responsible=record.author or "",
            )
