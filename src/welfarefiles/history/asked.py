"""What a reader of the ledger asks for: filters from an address, with what is wrong with them."""

from .. import _
from ..calendars.london import localise
from ..ledger.actions import KINDS
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from urllib.parse import urlencode

import re


#: What each kind of entry is called, in the order in which they are offered.
KIND_TITLES = {
    "view": _("Seen"),
    "download": _("Downloaded"),
    "search": _("Searched"),
    "change": _("Changed"),
    "refusal": _("Refused"),
    "access": _("Access and roles"),
    "sign-in": _("Signing in"),
    "mail": _("Mail"),
    "disposal": _("Disposal"),
}
REFERENCE = re.compile(r"[A-Za-z]{2,4}-\d{4}-\d{1,9}")
NOT_A_KIND = _("Choose a kind from the list.")
NOT_A_DAY = _("Enter a day, such as 2026-11-30.")
WRONG_WAY = _("The last day is before the first.")
NOT_A_REFERENCE = _("Enter a reference, such as WF-2026-000123.")
NOT_A_NUMBER = _("This page is gone. Begin again with the first one.")


@dataclass(frozen=True)
class Asked:
    """Filters as they were understood; `problems` maps a field to a message.

    `since`, `until`: days in London, both included; `before`: number of the last entry of the
    page before.
    """

    kind: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    reference: str = ""
    before: int | None = None
    problems: dict = field(default_factory=dict)

    def conditions(self):
        """The same as `ledger.reading.Filter` wants it."""
        return {
            "kinds": (self.kind,) if self.kind else (),
            "person": self.person,
            "since": self.since and start_of(self.since),
            "until": self.until and start_of(self.until + timedelta(days=1)),
            "reference": self.reference,
        }

    def query(self, **changed):
        """The query of an address that asks for this, with other values for some fields."""
        now = replace(self, **{"before": None, **changed})
        pairs = [
            ("kind", now.kind),
            ("person", now.person),
            ("from", now.since and now.since.isoformat()),
            ("until", now.until and now.until.isoformat()),
            ("reference", now.reference),
            ("before", now.before),
        ]
        return urlencode([(name, value) for name, value in pairs if value])


def start_of(day):
    """The first instant of a day in London."""
    return localise(datetime.combine(day, time()))


def asked(form, usual_since=None):
    """`Asked` of the fields of an address; what cannot be meant is left out and named.

    :param usual_since: first day where nobody says anything about days.
    """
    problems = {}
    has_days = "from" in form or "until" in form
    since = a_day(form, "from", problems) if has_days else usual_since
    until = a_day(form, "until", problems)
    if since and until and until < since:
        problems["until"] = WRONG_WAY
        until = None
    return Asked(
        kind=one_of(form, "kind", KINDS, problems),
        person=text(form, "person")[:100],
        since=since,
        until=until,
        reference=a_reference(form, problems),
        before=a_number(form, problems),
        problems=problems,
    )


def text(form, name):
    """The one value of a field; empty for none and for several that somebody made up."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def one_of(form, name, known, problems):
    value = text(form, name)
    if value and value not in known:
        problems[name] = NOT_A_KIND
        return ""
    return value


def a_day(form, name, problems):
    value = text(form, name)
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year < 9999:
        problems[name] = NOT_A_DAY
        return None
    return day


def a_reference(form, problems):
    value = text(form, "reference").upper()
    if value and not REFERENCE.fullmatch(value):
        problems["reference"] = NOT_A_REFERENCE
        return ""
    return value


def a_number(form, problems):
    value = text(form, "before")
    if value and not (value.isdecimal() and value.isascii() and len(value) < 19):
        problems["before"] = NOT_A_NUMBER
        return None
    return int(value) if value else None
