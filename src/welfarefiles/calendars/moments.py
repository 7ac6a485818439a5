"""Reading a day and a time as people type them. Needs no Plone.

Every form that asks for a moment has two inputs for it and, where the time came twice that day, a
third that says which: ``<name>-date``, ``<name>-time``, ``<name>-which``.
"""

from . import london
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time

import re


ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
BRITISH_DAY = re.compile(r"(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})\Z")
NAMED_DAY = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})\Z", re.I)
TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)? ?([ap])?\.?(?:m\.?)?\Z", re.I)
HOUR = re.compile(r"(\d{1,2}) ?([ap])\.?m\.?\Z", re.I)

FIRST, SECOND = "first", "second"
FOLDS = {FIRST: 0, SECOND: 1}
#: Parts of a moment in a form, by the end of the input's name.
PARTS = ("date", "time", "which")


class NotUnderstood(ValueError):
    """What was typed is not a day or a time; the text is a sentence for the person."""


@dataclass(frozen=True)
class Typed:
    """What somebody typed for a moment; `which` decides an hour that comes twice."""

    day: str = ""
    time: str = ""
    which: str = ""

    @property
    def is_empty(self):
        return not (self.day or self.time)


def typed_in(form, name):
    """The `Typed` of a field of a form (any mapping); None where the form has no such field."""
    parts = [form.get(f"{name}-{part}") for part in PARTS]
    if parts[0] is None and parts[1] is None:
        return None
    return Typed(*(part.strip() if isinstance(part, str) else "" for part in parts))


def read_day(text):
    """Return the `date` typed; ISO, day/month/year, or with the month's name.

    Raises `NotUnderstood`.
    """
    text = text.strip()
    try:
        if found := ISO_DAY.match(text):
            year, month, day = map(int, found.groups())
            return date(year, month, day)
        if found := BRITISH_DAY.match(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if found := NAMED_DAY.match(text):
            return date(int(found[3]), _month(found[2]), int(found[1]))
    except ValueError:
        raise NotUnderstood("There is no such date. Check the day and the month") from None
    raise NotUnderstood("Enter the date like this: 19 November 2026 or 19/11/2026")


def _month(name):
    for number, full in enumerate(london.MONTHS, 1):
        if full.lower().startswith(name.lower()) or (name.lower() == "sept" and number == 9):
            return number
    raise ValueError(name)


def read_time(text):
    """Return the `time` typed: 15:40, 15.40, 3:40 pm, 3pm. Raises `NotUnderstood`."""
    text = text.strip()
    found = TIME.match(text)
    hour = HOUR.match(text)
    try:
        if found:
            return time(_hour(int(found[1]), found[3]), int(found[2]))
        if hour:
            return time(_hour(int(hour[1]), hour[2]), 0)
    except ValueError:
        raise NotUnderstood("There is no such time. Check the hour and the minutes") from None
    raise NotUnderstood("Enter the time like this: 15:40")


def _hour(number, half):
    if not half:
        return number
    if not 1 <= number <= 12:
        raise ValueError(number)
    return number % 12 + (12 if half.lower() == "p" else 0)


def read_moment(typed):
    """Return the aware datetime in London that `typed` means, or None when nothing was typed.

    Raises `NotUnderstood` when a part is missing or wrong, for an hour that does not exist and for
    one that comes twice while `typed.which` does not say which is meant (R020, R086).
    """
    if typed.is_empty:
        return None
    if not typed.day:
        raise NotUnderstood("Enter the date as well as the time")
    day = read_day(typed.day)
    if not typed.time:
        raise NotUnderstood("Enter the time as well as the date")
    naive = datetime.combine(day, read_time(typed.time))
    try:
        return london.localise(naive, FOLDS.get(typed.which))
    except (london.NoSuchTime, london.AmbiguousTime) as error:
        raise NotUnderstood(str(error)) from error
    except OverflowError:
        raise NotUnderstood("There is no such date. Check the year") from None


def came_twice(typed):
    """Say whether the time typed came twice that day, so that the form has to ask which."""
    try:
        return london.is_ambiguous(read_moment(Typed(typed.day, typed.time, FIRST)))
    except (NotUnderstood, AttributeError):
        return False


def as_typed(moment):
    """Return an aware datetime as the form shows it."""
    local = london.in_london(moment)
    which = (SECOND if local.fold else FIRST) if london.is_ambiguous(local) else ""
    return Typed(local.date().isoformat(), f"{local:%H:%M}", which)
