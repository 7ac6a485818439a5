"""Whether a record came in time: for its page, and for rows of the index."""

from .. import _
from ..calendars.london import format_date
from ..files.record_types import is_day_to_day
from ..interfaces import IRecord
from ..interfaces import IRecordNote
from ..people.team import school_of
from .keeping import dates_of
from .rules import INVESTIGATION
from .rules import rule_for
from .rules import timeliness
from zope.component import adapter
from zope.interface import implementer


def timeliness_of_row(row, calendar):
    """`Timeliness` of a `RecordRow` by a school's `WorkingCalendar`, or None without a rule."""
    rule = rule_for(is_day_to_day(row.portal_type), row.details.get("investigation", False))
    return rule and timeliness(rule, row.happened_at, row.recorded_at, calendar)


def timeliness_of(record):
    """`Timeliness` of a record, or None when no rule is about its type."""
    rule = rule_for(record.day_to_day, getattr(record, "investigation", False))
    if rule is None:
        return None
    calendar = dates_of(school_of(record)).working
    return timeliness(rule, record.happened_at, record.recorded_at, calendar)


def lateness_in_words(found):
    """For example "Recorded 2 working days late"; "Recorded in time"."""
    if not found.days_late:
        return _("Recorded in time")
    if found.days_late == 1:
        return _("Recorded 1 working day late")
    return _("Recorded ${days} working days late", mapping={"days": found.days_late})


@implementer(IRecordNote)
@adapter(IRecord)
class TimelinessNote:
    """Says when the record was due and how late it came; nothing where no rule is about it."""

    def __init__(self, record):
        self.record = record

    def lines(self):
        found = timeliness_of(self.record)
        if found is None:
            return
        yield _("To be recorded by"), format_date(found.due)
        if found.rule is INVESTIGATION:
            yield _("Why so soon"), _("It is part of a child protection investigation")
        if found.days_late:
            yield _("Late"), lateness_in_words(found)
