"""The Personal Education Plan of a looked after child: begun in time, reviewed each term (d18)."""

from ..access.who import who_asks
from ..calendars import london
from ..lookup import query
from ..people.team import school_of
from .keeping import dates_of
from .markers import LOOKED_AFTER
from .marking import standing_markers
from .rules import due_on
from .rules import PEP
from .rules import timeliness
from dataclasses import dataclass
from datetime import date
from plone.uuid.interfaces import IUUID


_STATES = ("draft", "submitted", "returned", "authorised", "signed")
_TYPES = ("Plan", "WelfareDocument")


@dataclass(frozen=True)
class PepState:
    """How it stands. `due`, `begun`: days; `days_late`: working days, of its beginning or so far.

    `term`: name of the present term, None between terms; `reviewed`: whether there is a plan of
    this term. Both are "" and None while the school has not entered its terms.
    """

    due: date
    begun: date | None
    days_late: int
    term: str | None = ""
    reviewed: bool | None = None


def pep_state(since, plans, now, dates):
    """The `PepState` of a child looked after since an instant.

    `plans`: instants of the plans there are; `dates`: the `SchoolDates` of the school.
    """
    after = sorted(plan for plan in plans if plan >= since)
    begun = after[0] if after else None
    taken = timeliness(PEP, since, begun or now, dates.working)
    found = {
        "due": due_on(PEP, since, dates.working),
        "begun": begun and london.london_date(begun),
        "days_late": taken.days_late,
    }
    today = london.london_date(now)
    terms = dates.terms
    if not terms or not terms[0].starts <= today <= terms[-1].ends:
        return PepState(**found)
    term = next((one for one in terms if one.starts <= today <= one.ends), None)
    if term is None:
        return PepState(**found, term=None)
    days = map(london.london_date, after)
    return PepState(**found, term=term.name, reviewed=any(term.starts <= day for day in days))


def pep_of(file):
    """The `PepState` of a file whose child is marked as looked after; None for any other."""
    since = [one.starts for one in standing_markers(file) if one.kind == LOOKED_AFTER]
    if not since:
        return None
    plans = query.records(
        who_asks(),
        file_uid=IUUID(file),
        portal_types=_TYPES,
        kinds=("pep",),
        states=_STATES,
        descending=True,
        limit=200,
    )
    instants = [row.happened_at for row in plans]
    return pep_state(since[0], instants, london.now(), dates_of(school_of(file)))
