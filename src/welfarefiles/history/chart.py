"""Entries by day as bars: what a drawing and its table both show. Needs no Plone."""

from ..calendars.london import format_short_date
from dataclasses import dataclass
from datetime import timedelta


WIDTH, HEIGHT, GAP = 800, 120, 1
#: Up to how many days each day, and each week, has a bar of its own.
DAYS, WEEKS = 62, 62 * 7


@dataclass(frozen=True)
class Bar:
    """One bar. `x`, `y`, `width` and `height` in the units of the drawing, y from its top."""

    label: str
    number: int
    x: float
    y: float
    width: float
    height: float


def bars(counts, first=None, last=None):
    """Bars from the first to the last day of `{date: number}`, empty days too; [] for no number.

    Days become weeks (from Monday), and weeks months, where there are too many to tell apart.

    :param first, last: days the drawing reaches to even where nothing was counted.
    """
    if not counts:
        return []
    first = min(filter(None, (first, min(counts))))
    last = max(filter(None, (last, max(counts))))
    start_of, next_after = steps(first, last)
    grouped = {}
    for day, number in counts.items():
        grouped[start_of(day)] = grouped.get(start_of(day), 0) + number
    starts, end = [start_of(first)], start_of(last)
    while starts[-1] < end:
        starts.append(next_after(starts[-1]))
    highest, width = max(grouped.values()), WIDTH / len(starts)
    return [
        bar(label(day, next_after(day)), grouped.get(day, 0), place * width, width, highest)
        for place, day in enumerate(starts)
    ]


def bar(name, number, x, width, highest):
    """A bar as high as its number; one that counts something can always be seen."""
    height = round(max(2.0, HEIGHT * number / highest), 1) if number else 0
    gap = min(GAP, width / 4)
    shown = round(min(width - gap, 40), 2)
    return Bar(name, number, round(x, 2), round(HEIGHT - height, 1), shown, height)


def steps(first, last):
    """(start of a day's bar, start of the next one) for a time of this length."""
    length = (last - first).days + 1
    if length <= DAYS:
        return (lambda day: day), (lambda day: day + timedelta(days=1))
    if length <= WEEKS:
        return monday_of, (lambda day: day + timedelta(days=7))
    return (lambda day: day.replace(day=1)), next_month


def monday_of(day):
    return day - timedelta(days=day.weekday())


def next_month(day):
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def label(day, following):
    """``19 Nov 2026``, or from when until when."""
    last = following - timedelta(days=1)
    return format_short_date(day) if last == day else f"{short(day)} to {format_short_date(last)}"


def short(day):
    return format_short_date(day).rpartition(" ")[0]
