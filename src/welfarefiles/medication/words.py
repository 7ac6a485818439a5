"""Lines of a medication log as people read them."""

from .. import _
from ..calendars import london
from ..people.names import fullname
from .doses import GIVEN
from .doses import initials
from .doses import MISSED
from .doses import REFUSED
from .doses import when_given


OUTCOMES = {GIVEN: _("Given"), REFUSED: _("Refused"), MISSED: _("Missed")}


def shown(line):
    """A `Dose` for a list: names, initials, times in words."""
    given_by, witness = fullname(line.by), fullname(line.witness)
    return {
        "line": line,
        "time": london.format_time(line.at),
        "when": when_given(line, london.today()),
        "outcome": OUTCOMES[line.outcome],
        "by": given_by,
        "by_initials": initials(given_by),
        "witness": witness,
        "witness_initials": witness and initials(witness),
        "struck_by": fullname(line.struck_by),
        "later": entered_later(line),
    }


def entered_later(line):
    """When it was entered, where that was on another day."""
    if london.london_date(line.recorded_at) == london.london_date(line.at):
        return ""
    return london.format_datetime(line.recorded_at)
