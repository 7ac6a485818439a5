"""The schedule in use in a school, and those that were: versions, never edited (decision 2)."""

from ..calendars import london
from ..people.stored import stored
from .schedule import check
from .schedule import Rule
from .schedule import Schedule
from .shipped import SHIPPED
from .shipped import shipped
from dataclasses import asdict
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.retention.schedules"
_VERSIONS = "versions"


def schedule_of(school):
    """The `Schedule` in force; the council's as shipped until a school takes another."""
    versions = versions_of(school)
    return versions[-1] if versions else shipped(next(iter(SHIPPED)))


def versions_of(school):
    """Every `Schedule` the school has taken, the present one last."""
    return [_schedule(row) for row in stored(school, KEY).get(_VERSIONS, ())]


def adopt(school, id, title, rules):
    """Take these rules as the school's schedule from today, as its next version; return it.

    Raises `schedule.BadSchedule`. The rows of its files are to be reckoned anew afterwards
    (`recomputing`).
    """
    check(rules)
    old = schedule_of(school)
    new = Schedule(id, title, old.version + 1, london.today(), tuple(rules))
    annotations = IAnnotations(school)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping({_VERSIONS: PersistentList()})
    annotations[KEY][_VERSIONS].append(_row(new))
    return new


def _row(schedule):
    row = asdict(schedule)
    row["rules"] = tuple(asdict(rule) for rule in schedule.rules)
    return row


def _schedule(row):
    return Schedule(**{**row, "rules": tuple(Rule(**rule) for rule in row["rules"])})
