"""When what happens in which file: the plan in `data/files.toml` laid on the calendar."""

from ..calendars import london
from .people import FIRST
from .people import SECOND
from .people import Staff
from .people import staff_of
from .sources import source
from .sources import story
from .terms import school_days_before
from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta

import random


#: The list in `data/files.toml` of each school.
FILES = {FIRST: "files", SECOND: "second"}
KINDS = {"WF": "WelfareFile", "CP": "ChildProtectionFile"}
DAY_ENDS = time(18, 40)

# School days from the story's last day to each step of a closing.
SUMMARY, SUBMITTED, AUTHORISED, CLOSED, REOPENED, RETAINED = 2, 3, 4, 5, 10, 25


@dataclass(frozen=True)
class Plan:
    """One file: its line of `files.toml`, its story, and the days on which things happen.

    `start` is the position of the first day of the story in `days`, the school days before today.
    """

    entry: dict
    days: list
    start: int
    seed: str
    staff: Staff

    @property
    def key(self):
        return self.entry["key"]

    @property
    def portal_type(self):
        return KINDS[self.entry["kind"]]

    @property
    def state(self):
        return self.entry["state"]

    @property
    def story(self):
        return story(self.entry["story"])

    @property
    def last(self):
        """The day of the story on which its last record happens."""
        return max(record["day"] for record in self.story["records"])

    @property
    def leader(self):
        """User id of the responsible leader."""
        return self.entry.get("leader", self.staff.leads[0])

    @property
    def writer(self):
        """User id of the lead who opens the file and keeps it."""
        return self.leader if self.leader in self.staff.leads else self.staff.leads[0]

    @property
    def closes(self):
        """Whether the file is closed or transferred, or was once."""
        return self.state != "open" or self.entry.get("reopened", False)

    @property
    def finishes(self):
        """Whether every record must be finished and every action done."""
        return self.closes or "closing" in self.entry

    def random(self, purpose):
        """A source of chance, always the same for one file and purpose."""
        return random.Random(f"{self.seed}/{self.key}/{purpose}")  # noqa: S311 (not for secrets)

    def date(self, day):
        """The date of a day of the story; days that have not been yet are the last that has."""
        return self.days[min(max(self.start + day, 0), len(self.days) - 1)]

    def due(self, day):
        """The date of a day of the story, which may be still to come."""
        ahead = self.start + day - (len(self.days) - 1)
        return self.date(day) + timedelta(days=max(ahead, 0) * 7 // 5)

    def moment(self, day, at):
        """Aware instant on a day of the story, `at` a `time`."""
        return london.localise(datetime.combine(self.date(day), at))

    def position(self, date):
        """The day of the story that falls on a date, or the next after it; the last there is."""
        return min(bisect_left(self.days, date), len(self.days) - 1) - self.start


def entries():
    """The lines of `files.toml` of both schools, those of the first before the others."""
    return [entry for name in FILES.values() for entry in source("files")[name]]


def plans(seed, today, number=None, school=FIRST):
    """The first `number` plans (all unless given), in the order in which the files were opened.

    :param school: whose files, `people.FIRST` or `people.SECOND`.
    """
    chosen, staff = source("files")[FILES[school]][:number], staff_of(school)
    longest = max(entry["ended"] + length(entry) for entry in chosen) + 2
    days = school_days_before(today, longest)
    made = [
        Plan(entry, days, len(days) - 1 - entry["ended"] - length(entry), seed, staff)
        for entry in chosen
    ]
    return sorted(made, key=lambda plan: plan.start)


def length(entry):
    """School days from the first record of an entry's story to its last."""
    return max(record["day"] for record in story(entry["story"])["records"])


def soon_after(moment, minutes):
    """Some minutes later, on the same day."""
    later = moment + timedelta(minutes=minutes)
    end = later.replace(hour=DAY_ENDS.hour, minute=DAY_ENDS.minute)
    return max(min(later, end), moment + timedelta(minutes=5))
