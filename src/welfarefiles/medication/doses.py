"""What may stand in a medication log (R041): rules without Plone.

One log for each child. A line is one dose of one medicine: given, refused or missed, when and by
whom. A dose that was given is signed twice: by who gave it, and by a second person who saw it.
"""

from ..calendars.london import elapsed
from ..calendars.london import format_short_date
from ..calendars.london import format_time
from ..calendars.london import london_date
from ..errors import BadRow
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta


GIVEN, REFUSED, MISSED = "given", "refused", "missed"
OUTCOMES = (GIVEN, REFUSED, MISSED)
LONGEST_NAME, LONGEST_TEXT = 120, 500


@dataclass(frozen=True)
class Medicine:
    """A medicine that may be given, with its usual dose. Instants are aware."""

    id: str
    name: str
    dose: str
    instructions: str
    added_by: str
    added_at: datetime
    stopped_by: str = ""
    stopped_at: datetime | None = None
    stop_reason: str = ""

    @property
    def stands(self):
        """Whether it is still given."""
        return self.stopped_at is None


@dataclass(frozen=True)
class Dose:
    """One line of the log. `at`: when it was given or should have been (aware).

    `by`: whoever wrote the line, who gave the dose; `witness`: the second person, "" so far.
    `struck_reason`: why it is struck through, "" for a line that counts.
    """

    medicine_id: str
    medicine: str
    dose: str
    at: datetime
    outcome: str
    reason: str
    by: str
    recorded_at: datetime
    id: str = ""
    witness: str = ""
    witnessed_at: datetime | None = None
    struck_by: str = ""
    struck_at: datetime | None = None
    struck_reason: str = ""

    @property
    def is_struck(self):
        return self.struck_at is not None

    @property
    def waits(self):
        """Whether the second signature is still to come."""
        return self.outcome == GIVEN and not self.witness and not self.is_struck


def check_medicine(name, dose, instructions, others):
    """Raise `BadRow` for a medicine that cannot be added beside the `others` of the log."""
    _check_text("name", name, LONGEST_NAME, "Enter the name of the medicine.")
    _check_text("usual", dose, LONGEST_NAME, "Enter the usual dose, for example 5 ml.")
    _check_text("instructions", instructions, LONGEST_TEXT)
    same = (one for one in others if one.stands and one.name.casefold() == name.casefold())
    if any(one.dose.casefold() == dose.casefold() for one in same):
        raise BadRow("name", "This medicine stands in the log already, with this dose.")


def check_stop(medicine, reason):
    """Raise `BadRow` for a medicine that cannot be stopped so."""
    if not medicine.stands:
        raise BadRow("stopped", "This medicine was stopped already.")
    _check_text("stopped", reason, LONGEST_TEXT, "Say why it is not given any more.")


def check_dose(line, medicine, opened_on, near):
    """Raise `BadRow` for a line that cannot be added.

    `medicine`: None for one the log does not know. `near`: lines of the log about the same time.
    """
    if medicine is None:
        raise BadRow("medicine", "Choose the medicine.")
    if not medicine.stands:
        raise BadRow("medicine", "This medicine is not given any more.")
    if line.outcome not in OUTCOMES:
        raise BadRow("outcome", "Say whether it was given, refused or missed.")
    _check_time(line, opened_on)
    _check_text("dose", line.dose, LONGEST_NAME, "Enter the dose.")
    needed = "" if line.outcome == GIVEN else f"Say why it was {line.outcome}."
    _check_text("reason", line.reason, LONGEST_TEXT, needed)
    if any(_is_same(line, one) for one in near):
        raise BadRow("at", "This dose stands in the log already.")


def _check_time(line, opened_on):
    if elapsed(line.recorded_at, line.at) > timedelta():
        raise BadRow("at", "This is in the future. Record a dose when it was given.")
    if london_date(line.at) < opened_on:
        day = format_short_date(opened_on)
        raise BadRow("at", f"This is before the log was opened on {day}.")


def _is_same(line, other):
    """Whether two lines tell of one dose: the same medicine within the same minute."""
    close = abs(elapsed(line.at, other.at)) < timedelta(minutes=1)
    return close and not other.is_struck and other.medicine_id == line.medicine_id


def check_witness(line, by):
    """Raise `BadRow` where this person cannot sign as the second (two different people)."""
    if line.is_struck:
        raise BadRow("id", "This line is struck through.")
    if line.outcome != GIVEN:
        raise BadRow("id", "Nothing was given, so nobody signs a second time.")
    if line.witness:
        raise BadRow("id", "It has its second signature already.")
    if line.by == by:
        raise BadRow("id", "You gave it: somebody else signs as the second person.")


def initials(name):
    """For example ``R. Shah`` -> ``RS``; what begins with no letter is left out."""
    found = "".join(word[0] for word in name.replace(".", " ").split() if word[0].isalpha())
    return found.upper() or name[:2].upper()


def last_given(lines):
    """`{medicine id: Dose}`: the last time each was given, of lines the latest first."""
    found = {}
    for line in lines:
        if line.outcome == GIVEN and not line.is_struck:
            found.setdefault(line.medicine_id, line)
    return found


def when_given(line, today):
    """When a dose was given, in few words: the time alone for one of today."""
    day, time = london_date(line.at), format_time(line.at)
    return time if day == today else f"{format_short_date(day)}, {time}"


def _check_text(field, text, longest, needed=""):
    if needed and not text:
        raise BadRow(field, needed)
    if len(text) > longest:
        raise BadRow(field, f"Say it in at most {longest} characters.")
