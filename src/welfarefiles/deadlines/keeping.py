"""Where a school keeps its dates, and who changes them: page, REST and script call `change`."""

from ..ledger.writing import enter
from ..people.stored import stored
from .dates import check
from .dates import in_order
from .dates import LISTS
from .dates import Period
from .dates import SchoolDates
from dataclasses import astuple
from hashlib import sha256
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.deadlines.dates"


class ChangedMeanwhile(Exception):
    """Somebody else changed the dates after the page was opened."""


def dates_of(school):
    """The `SchoolDates` a school entered; empty lists before it did."""
    kept = stored(school, KEY)
    return SchoolDates(
        **{name: tuple(Period(*row) for row in kept.get(name, ())) for name in LISTS}
    )


def revision_of(dates):
    """A text that differs when the dates do."""
    return sha256(repr(astuple(dates)).encode()).hexdigest()[:16]


def change(school, dates, seen=None):
    """Keep other dates; every deadline is reckoned by them from the next page on.

    `seen`: the revision the change was made to. Raises `BadDates`, `ChangedMeanwhile`.
    """
    before = dates_of(school)
    if seen is not None and seen != revision_of(before):
        raise ChangedMeanwhile()
    check(dates)
    dates = in_order(dates)
    changed = [name for name in LISTS if getattr(before, name) != getattr(dates, name)]
    if not changed:
        return
    annotations = IAnnotations(school)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping()
    for name in changed:
        annotations[KEY][name] = tuple(astuple(period) for period in getattr(dates, name))
    enter("deadlines.calendar-changed", school, changed=", ".join(changed))
