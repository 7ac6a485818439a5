"""How a chronology is looked at: whose view, key events, as known on a day (R088, R123).

Rules without Plone. A day is London's; what was recorded until its end counts.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import Any
from welfarefiles import _
from welfarefiles.calendars.london import format_date
from welfarefiles.calendars.london import LONDON
from welfarefiles.calendars.london import london_date


#: Name, title, detail of the rows it is about, field whose text is shown instead of the usual one.
LENSES = (
    ("", _("Everything"), None, None),
    ("key", _("Key events and decisions"), "key_event", None),
    ("child", _("The child's own views"), "child_views", "child_views"),
    ("parents", _("Views of parents and carers"), "parent_views", "parent_views"),
)
TITLES = {name: title for name, title, _fact, _field in LENSES}
_FACTS = {name: fact for name, _title, fact, _field in LENSES}
_FIELDS = {name: field for name, _title, _fact, field in LENSES}
NOT_A_DAY = _("This is not a date. Enter it as 2026-11-19.")
IN_FUTURE = _("This day is still to come.")


@dataclass(frozen=True)
class Lens:
    """`name` of `LENSES`; `known_on`: as known at the end of that day; `family`: siblings' files.

    `fault`: what is wrong with the day that was asked for, which then does not count.
    """

    name: str = ""
    known_on: date | None = None
    family: bool = False
    fault: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Details that the rows have."""
        fact = _FACTS[self.name]
        return (fact,) if fact else ()

    @property
    def field(self) -> str | None:
        """The field whose text is shown, None for the usual one."""
        return _FIELDS[self.name]

    @property
    def until(self) -> datetime | None:
        """The last instant of the day, aware."""
        if self.known_on is None:
            return None
        after = datetime.combine(self.known_on + timedelta(days=1), time(), LONDON)
        return after - timedelta(microseconds=1)

    @property
    def asked(self) -> dict[str, str]:
        """The same as parameters of an address."""
        day = self.known_on.isoformat() if self.known_on else ""
        found = {"lens": self.name, "known": day, "family": "yes" if self.family else ""}
        return {name: value for name, value in found.items() if value}

    @property
    def said(self) -> list[str]:
        """What was left out or taken in, for paper."""
        found = [TITLES[self.name]] if self.name else []
        if self.known_on:
            found.append(_("As known on ${day}", mapping={"day": format_date(self.known_on)}))
        if self.family:
            found.append(_("With the files of siblings that the printer may read"))
        return found


def lens_asked(form: Mapping[str, Any], today: date) -> Lens:
    """The lens that a form asks for; what it cannot mean is left out, a wrong day is said."""
    name = form.get("lens") or ""
    known = isinstance(name, str) and name in TITLES
    lens = Lens(name if known else "", family=form.get("family") == "yes")
    typed = form.get("known") or ""
    if not typed:
        return lens
    try:
        day = date.fromisoformat(typed)
    except (TypeError, ValueError):
        return replace(lens, fault=NOT_A_DAY)
    return replace(lens, fault=IN_FUTURE) if day > today else replace(lens, known_on=day)


#: Deeds of a seal that give the record the state of the same name.
_STATES = frozenset(("signed", "submitted", "authorised", "struck"))


def state_then(deeds: Sequence[Any], until: datetime) -> str:
    """State of a record at an instant, by what was done with it (`signing.history.Deed`)."""
    states = [deed.kind for deed in deeds if deed.kind in _STATES and deed.at <= until]
    return states[-1] if states else "draft"


#: So many contacts without the child's own view are worth a warning.
LAST_CONTACTS = 5


def is_unheard(contacts: Sequence[Any]) -> bool:
    """Whether the latest contacts (rows, newest first) hold nothing the child said (R092, R123)."""
    last = contacts[:LAST_CONTACTS]
    heard = any(row.details.get("child_views") for row in last)
    return len(last) == LAST_CONTACTS and not heard


def signed_after(signed_at: datetime | None, until: datetime | None) -> str:
    """The day it was signed when that was after the day that is looked at; else empty."""
    if until is None or signed_at is None or signed_at <= until:
        return ""
    return format_date(london_date(signed_at))
