"""Taking a paper file out of the office (R139): rules without Plone.

Whoever wants to take it asks; a manager who is not the one who takes it authorises it; until it is
back the holder is responsible for it. Each step names who took it and when.
"""

from ..calendars.london import format_short_date
from ..calendars.london import london_date
from ..errors import BadRow
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta


ASKED, OUT, REFUSED, BACK, STRUCK = "asked", "out", "refused", "back", "struck"
LONGEST_TEXT = 300
#: Longer than this it is not taken out, but moved.
LONGEST_TIME = timedelta(days=92)


@dataclass(frozen=True)
class Removal:
    """One removal. `holder`: who takes it; `manager`: who authorised or refused it.

    Days are dates of London, instants aware. `now_where`: where it was put when it came back.
    """

    holder: str
    purpose: str
    back_by: date
    asked_by: str
    asked_at: datetime
    id: str = ""
    manager: str = ""
    decided_at: datetime | None = None
    refusal: str = ""
    back_at: datetime | None = None
    back_by_whom: str = ""
    now_where: str = ""
    struck_by: str = ""
    struck_at: datetime | None = None
    struck_reason: str = ""

    @property
    def state(self):
        """One of `ASKED`, `OUT`, `REFUSED`, `BACK`, `STRUCK`."""
        if self.struck_at:
            return STRUCK
        if self.back_at:
            return BACK
        if self.refusal:
            return REFUSED
        return OUT if self.decided_at else ASKED


def standing(removals):
    """The one that is asked for or out, or None: a volume is in one place."""
    return next((one for one in removals if one.state in (ASKED, OUT)), None)


def place(kept_where, removals):
    """Where it is kept: where it was put when it last came back, or as it was written down."""
    back = [one for one in removals if one.state == BACK and one.now_where]
    latest = max(back, key=lambda one: one.back_at, default=None)
    return latest.now_where if latest else kept_where or ""


def check_asked(removal, removals, people):
    """Raise `BadRow` for what cannot be asked. `people`: user ids of the school."""
    present = standing(removals)
    if present:
        said = "It is out already." if present.state == OUT else "It is asked for already."
        raise BadRow("holder", said)
    if removal.holder not in people:
        raise BadRow("holder", "Choose who takes it.")
    _check_text("purpose", removal.purpose, "Say what it is needed for.")
    today = london_date(removal.asked_at)
    if removal.back_by is None:
        raise BadRow("back_by", "Give the day on which it is back.")
    if removal.back_by < today:
        raise BadRow("back_by", "Choose today or a later day.")
    if removal.back_by - today > LONGEST_TIME:
        last = format_short_date(today + LONGEST_TIME)
        raise BadRow("back_by", f"It has to be back by {last} at the latest.")


def check_decided(removal, manager, refusal=None):
    """Raise `BadRow` where this person cannot authorise it, or refuse it with `refusal`."""
    if removal.state != ASKED:
        raise BadRow("id", "This was decided already.")
    if manager in (removal.holder, removal.asked_by):
        raise BadRow("id", "Somebody other than who asked for it or takes it decides.")
    if refusal is not None:
        _check_text("refusal", refusal, "Say why not.")


def check_back(removal, now_where):
    """Raise `BadRow` for what cannot come back."""
    if removal.state != OUT:
        raise BadRow("id", "It is not out.")
    _check_text("now_where", now_where, "Say where it is kept now.")


def check_struck(removal):
    """Raise `BadRow`: only what was asked for and not decided is taken back."""
    if removal.state != ASKED:
        raise BadRow(None, "This was decided already: it stays as it is.")


def _check_text(field, text, needed):
    if not text:
        raise BadRow(field, needed)
    if len(text) > LONGEST_TEXT:
        raise BadRow(field, "Say it in fewer words.")
