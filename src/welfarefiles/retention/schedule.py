"""A retention schedule: data that a school may edit, checked before it counts. Needs no Plone."""

from .terms import ANY
from .terms import CLASSES
from .terms import DIED_A_CHILD
from .terms import LIVES
from .terms import LIVING
from .terms import TRIGGERS
from dataclasses import dataclass
from datetime import date


#: Nobody keeps longer by counting: longer than this is "permanent".
MOST_YEARS = 200
#: `Rule.review`: at the end of the period, before disposal.
AT_THE_END = "before disposal"


@dataclass(frozen=True)
class Rule:
    """How long files of one class are kept.

    `life`: one of `LIVES`; `trigger`: one of `TRIGGERS`, "" when permanent; `years`: None is
    permanent; `review`: "" none, `AT_THE_END`, or the trigger on whose day the file is looked
    through (R174); `authority`: who says so; `source`: where it is written.
    """

    id: str
    file_class: str
    trigger: str
    years: int | None
    life: str = ANY
    review: str = ""
    authority: str = ""
    source: str = ""

    @property
    def permanent(self):
        return self.years is None


@dataclass(frozen=True)
class Schedule:
    """Rules in force together from a day. A changed schedule is another version, never an edit."""

    id: str
    title: str
    version: int
    in_force_from: date
    rules: tuple


class BadSchedule(ValueError):
    """A schedule that cannot count; `faults`: [(line number or 0, sentence)]."""

    def __init__(self, faults):
        super().__init__("; ".join(f"line {line}: {text}" for line, text in faults))
        self.faults = list(faults)


def check(rules, first_line=1):
    """Raise `BadSchedule` naming every line that cannot count; `rules`: in the order of lines."""
    faults = [
        (line, fault) for line, rule in enumerate(rules, first_line) for fault in rule_faults(rule)
    ]
    faults += _doubles(rules, first_line)
    if not rules:
        faults.append((0, "A schedule needs at least one rule."))
    if faults:
        raise BadSchedule(sorted(faults))


def rule_faults(rule):
    """Sentences that say what is wrong with one rule."""
    if not rule.id:
        yield "The rule has no number."
    if rule.file_class not in CLASSES:
        yield f"There is no class of file “{rule.file_class}”."
    if rule.life not in LIVES:
        yield f"“{rule.life}” says nothing about whose files the rule is for."
    if rule.review not in ("", AT_THE_END, *TRIGGERS):
        yield f"“{rule.review}” is no time for a review."
    if not rule.authority.strip():
        yield "The rule does not say who has the authority for it."
    yield from _period_faults(rule)


def _period_faults(rule):
    if rule.permanent:
        if rule.trigger:
            yield "A permanent rule is not counted from anything: leave the trigger empty."
        return
    if rule.trigger not in TRIGGERS:
        yield f"There is no trigger “{rule.trigger}”."
    if not 0 < rule.years <= MOST_YEARS:
        yield f"The period must be from 1 to {MOST_YEARS} years, or permanent."
    if rule.trigger == "death" and rule.life == LIVING:
        yield "The rule is for the living and counts from their death."
    if rule.trigger == "18th birthday" and rule.life == DIED_A_CHILD:
        yield "The rule counts from an 18th birthday that never came."


def _doubles(rules, first_line):
    seen = {}
    for line, rule in enumerate(rules, first_line):
        if rule.id and rule.id in seen:
            yield line, f"Rule {rule.id} stands on line {seen[rule.id]} already."
        seen.setdefault(rule.id, line)
