"""What happens to something that is kept: moved, returned, a copy given (R102, R121, R122).

Rules without Plone. A line is never changed; a wrong one is struck through.
"""

from .. import _
from ..calendars.london import format_short_date
from ..errors import BadRow
from dataclasses import dataclass
from datetime import date
from datetime import datetime


MOVED, RETURNED, COPY_GIVEN, LEFT = "moved", "returned", "copy-given", "left"
TITLES = {
    MOVED: _("Kept somewhere else"),
    RETURNED: _("Returned"),
    COPY_GIVEN: _("Copy given to the child"),
    LEFT: _("Stays here at the child's wish"),
}
LONGEST = 300


@dataclass(frozen=True)
class Happening:
    """One line. `whom`: who has it now; `where`: where it is kept now; `by`: who noted it."""

    kind: str
    on: date
    whom: str
    where: str
    note: str
    by: str
    at: datetime
    id: str = ""
    struck_by: str = ""
    struck_at: datetime | None = None
    struck_reason: str = ""

    @property
    def counts(self):
        return self.struck_at is None


def returned_on(lines):
    """The day it was returned, or None while it is here."""
    return next((one.on for one in lines if one.counts and one.kind == RETURNED), None)


def stays(lines):
    """Whether the child wishes it to stay here."""
    return any(one.counts and one.kind == LEFT for one in lines)


def place(kept_where, lines):
    """Where it is kept, by the latest line that says so; "" once it is returned."""
    if returned_on(lines):
        return ""
    moves = [one for one in lines if one.counts and one.kind == MOVED]
    latest = max(moves, key=lambda one: (one.on, one.at), default=None)
    return latest.where if latest else kept_where or ""


def check(line, kinds, since, lines):
    """Raise `BadRow` for a line that cannot be added.

    `kinds`: tokens that can happen to it; `since`: the day it came; `lines`: what is there.
    """
    if line.kind not in kinds:
        raise BadRow("kind", "Say what happened to it.")
    _check_day(line, since)
    if line.kind == RETURNED and not line.whom:
        raise BadRow("whom", "Say to whom it was returned.")
    if line.kind == MOVED and not line.where:
        raise BadRow("where", "Say where it is kept now.")
    if line.kind == LEFT and not line.note:
        raise BadRow("note", "Say when and how the child said so.")
    for field in ("whom", "where", "note"):
        if len(getattr(line, field)) > LONGEST:
            raise BadRow(field, "Say it in fewer words.")
    if returned_on(lines) and line.kind != COPY_GIVEN:
        raise BadRow("kind", "It was returned already.")


def _check_day(line, since):
    if line.on is None:
        raise BadRow("on", "Give the day.")
    if line.on > line.at.date():
        raise BadRow("on", "This is in the future. Note it when it has happened.")
    if line.on < since:
        raise BadRow("on", f"It came here on {format_short_date(since)}: check the day.")
