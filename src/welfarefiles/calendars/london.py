"""Instants as people at an English school mean and read them.

Every stored time is aware, with the zone Europe/London. A naive time is never
read as UTC in silence: it is either refused or localised here.
"""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from zoneinfo import ZoneInfo


class _London(ZoneInfo):
    """London's zone in a form the object database can store.

    It pickles by protocol 3, which has no way of writing the class method that ZoneInfo pickles by.
    """

    def __reduce__(self):
        return (london_zone, ())


def london_zone() -> ZoneInfo:
    """London's time zone; stored times name this function."""
    return LONDON


LONDON = _London("Europe/London")

# Not strftime: its names follow the locale of the process.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class NaiveTime(ValueError):
    """A time without a zone came where an instant is needed."""


class NoSuchTime(ValueError):
    """The clocks went forward over this time: it never was."""


class AmbiguousTime(ValueError):
    """The clocks went back over this time: it was twice."""


def now() -> datetime:
    """The present instant, aware, in London."""
    return storable(datetime.now(LONDON))


def today() -> date:
    """The day it is in London."""
    return london_date(now())


def in_london(instant: datetime) -> datetime:
    """The same instant with London's clock; raises NaiveTime without a zone."""
    if not is_aware(instant):
        raise NaiveTime("The time has no time zone.")
    return instant.astimezone(LONDON)


def storable(instant: datetime) -> datetime:
    """The same instant as the object database keeps it without loss.

    It stores no fold, so both hours each October that come twice are kept in UTC; by London's
    clock neither would equal the same instant in another zone. `now` and `localise` give this form
    already.
    """
    local = in_london(instant)
    return local.astimezone(UTC) if is_ambiguous(local) else local


def is_aware(value: datetime) -> bool:
    """Whether `value` names one instant."""
    return value.utcoffset() is not None


def localise(naive: datetime, fold: int | None = None) -> datetime:
    """Read what somebody typed as London's time (R020, R086).

    `fold` decides the hour that comes twice each October: 0 is the first
    (summer time), 1 the second. Raises NoSuchTime, AmbiguousTime, and
    ValueError for a time that has a zone already.
    """
    if is_aware(naive):
        raise ValueError("The time has a time zone already.")
    candidate = naive.replace(tzinfo=LONDON, fold=fold or 0)
    if _round_trip(candidate) != naive.replace(fold=0):
        raise NoSuchTime(
            f"{_clock(naive)} on {format_date(naive.date())} did not exist: "
            "the clocks went forward. Choose an hour later."
        )
    if fold is None and is_ambiguous(candidate):
        raise AmbiguousTime(
            f"{_clock(naive)} on {format_date(naive.date())} came twice: the "
            "clocks went back. Say whether it was the first (summer time) or "
            "the second."
        )
    return storable(candidate)


def _round_trip(candidate: datetime) -> datetime:
    back = candidate.astimezone(UTC).astimezone(LONDON)
    return back.replace(tzinfo=None, fold=0)


def is_ambiguous(instant: datetime) -> bool:
    """Whether London's clock shows the time of `instant` twice that day."""
    local = in_london(instant)
    first, second = local.replace(fold=0), local.replace(fold=1)
    # In the gap of spring the offsets differ too, but the other way round.
    return first.utcoffset() > second.utcoffset()


def london_date(instant: datetime) -> date:
    """The day on London's calendar in which the instant falls."""
    return in_london(instant).date()


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two instants.

    Python subtracts wall clocks when both have the same zone, which is an hour
    out across a change of the clocks.
    """
    return in_london(end).astimezone(UTC) - in_london(start).astimezone(UTC)


def add_clock_hours(instant: datetime, hours: float) -> datetime:
    """The instant so many real hours later, for 24 hour deadlines (R071)."""
    moved = in_london(instant).astimezone(UTC) + timedelta(hours=hours)
    return moved.astimezone(LONDON)


def format_date(day: date) -> str:
    """`19 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_short_date(day: date) -> str:
    """`19 Nov 2026`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def format_weekday(day: date) -> str:
    """`Thu 19 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {format_short_date(day)}"


def format_time(instant: datetime) -> str:
    """`15:40`; in the hour that comes twice `01:30 BST` or `01:30 GMT`."""
    local = in_london(instant)
    return f"{_clock(local)} {local.tzname()}" if is_ambiguous(local) else _clock(local)


def format_datetime(instant: datetime) -> str:
    """`19 November 2026, 15:40`."""
    return f"{format_date(london_date(instant))}, {format_time(instant)}"


def format_weekday_time(instant: datetime) -> str:
    """`Thu 19 Nov 2026, 15:40`."""
    return f"{format_weekday(london_date(instant))}, {format_time(instant)}"


def _clock(value: datetime) -> str:
    return f"{value.hour:02d}:{value.minute:02d}"
