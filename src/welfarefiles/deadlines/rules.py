"""How long the policies allow, in one table, and how late something came (R074-R076, d18).

Pure rules: times in, times out. A record that no rule is about has no deadline.
"""

from ..calendars.london import in_london
from ..calendars.london import london_date
from ..calendars.working import add_working_days
from ..calendars.working import ENGLAND
from ..calendars.working import working_days_between
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rule:
    """Something is to be done within so many working days; the day it begins does not count."""

    name: str
    days: int
    source: str


RECORD = Rule("record", 5, "R074")
INVESTIGATION = Rule("investigation", 1, "R075")
PEP = Rule("pep", 10, "d18")
#: Every rule, by its name.
RULES = {rule.name: rule for rule in (RECORD, INVESTIGATION, PEP)}


@dataclass(frozen=True)
class Timeliness:
    """How long a record took, against its rule: what R076 wants measurable."""

    rule: Rule
    due: date
    days_taken: int

    @property
    def days_late(self):
        """Working days beyond the rule's; 0 when in time."""
        return max(0, self.days_taken - self.rule.days)


def rule_for(day_to_day, investigation):
    """The `Rule` for entering a record, or None when none is about it.

    R074 is about what tells of a contact or an event of the day. When an uploaded paper or a plan
    is dated says nothing about when it had to be filed.
    """
    if not day_to_day:
        return None
    return INVESTIGATION if investigation else RECORD


def due_on(rule, began_at, calendar=ENGLAND):
    """The last day on which it is in time; `began_at` aware, else NaiveTime."""
    return add_working_days(london_date(began_at), rule.days, calendar)


def timeliness(rule, happened_at, recorded_at, calendar=ENGLAND):
    """The `Timeliness` of what happened and was recorded at these instants (aware, or NaiveTime).

    With the present instant as `recorded_at` it tells how late a record is that is not there yet.
    """
    start, end = london_date(in_london(happened_at)), london_date(in_london(recorded_at))
    taken = working_days_between(start, end, calendar)
    return Timeliness(rule, due_on(rule, happened_at, calendar), taken)
