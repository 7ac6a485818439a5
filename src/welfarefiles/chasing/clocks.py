"""The clocks of a transfer as a school counts them: to send it, and to hear of it."""

from .. import _
from ..calendars import london
from ..deadlines.keeping import dates_of
from ..transfer import steps
from ..transfer.store import transfers_of
from .clock import Due
from .clock import due
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """One of the two. `open`: it still runs; `late`: its day is over."""

    what: str
    title: str
    due: Due
    open: bool
    late: bool

    @property
    def day(self):
        return london.format_date(self.due.day)

    @property
    def other(self):
        """The day by the other way of counting, where it is known and differs."""
        days = {self.due.school, self.due.every} - {self.due.day, None}
        return london.format_date(days.pop()) if days else None

    @property
    def counts_school_days(self):
        return self.due.day == self.due.school


SEND_BY, HEAR_BY = "send", "hear"
BEFORE = (steps.PREPARED, steps.HANDED_OVER, steps.READY)


def clocks(school, transfer, today=None):
    """The `Clock`s of a transfer that have begun."""
    today, found = today or london.today(), []
    if transfer.state == steps.WITHDRAWN:
        return found
    counts, calendar = transfers_of(school).settings.days, dates_of(school).school
    by = due(transfer.answers.leaves_on, calendar, counts)
    is_open = transfer.state in BEFORE
    found.append(Clock(SEND_BY, _("To be sent by"), by, is_open, is_open and by.is_over(today)))
    if transfer.sent_at is not None:
        by = due(london.london_date(transfer.sent_at), calendar, counts)
        is_open = transfer.state == steps.SENT
        late = is_open and by.is_over(today)
        found.append(Clock(HEAR_BY, _("Receipt expected by"), by, is_open, late))
    return found


def late(school, now):
    """(transfer, clock) of what is late at a school."""
    today = london.london_date(now)
    for transfer in transfers_of(school).under_way():
        for clock in clocks(school, transfer, today):
            if clock.late:
                yield transfer, clock
