"""What is unusual in what somebody did: rules over entries of the ledger. Needs no Plone.

A finding is no accusation: a lead looks at it, and says what it was.
"""

from ..calendars.london import elapsed
from ..calendars.london import london_date
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from itertools import groupby


HOUR = timedelta(hours=1)
SEEING = ("view", "download", "search")
RULES = ("barred", "many-files", "night", "refusals")


@dataclass(frozen=True)
class Limits:
    """From where on something is unusual; a school may say otherwise (see `settings`).

    `files`: different ones seen in an hour; `refusals`: in an hour; `night_begins`, `night_ends`:
    hours in London between which nobody has to work. As they stand an ordinary day at a busy desk
    finds nothing.
    """

    files: int = 20
    refusals: int = 10
    night_begins: int = 22
    night_ends: int = 6

    def is_night(self, one):
        """Whether something was done at night."""
        return one.moment.hour >= self.night_begins or one.moment.hour < self.night_ends

    def day_of(self, one):
        """The day something belongs to: while it is night it is still the evening before."""
        return london_date(one.moment - timedelta(hours=self.night_ends))


@dataclass(frozen=True)
class Doing:
    """An entry as the rules want it; `moment` aware, in London."""

    number: int
    moment: datetime
    kind: str
    person: str
    file_uid: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Finding:
    """Something to look at: one rule, one person, one day.

    `key` names it for ever, however often it is found; `first`, `last`: of what was found;
    `number`: of files, or of tries; `references`: of the files, at most some.
    """

    rule: str
    person: str
    day: date
    first: datetime
    last: datetime
    number: int
    references: tuple[str, ...] = ()
    file_uid: str = ""

    @property
    def key(self):
        return " ".join(filter(None, (self.rule, self.person, self.day.isoformat(), self.file_uid)))


LIMITS = Limits()


def findings(doings, barred=frozenset(), limits=LIMITS):
    """`Finding`s in `Doing`s of any order, the latest first, by the school's `Limits`.

    :param barred: (user id, file uid) of barriers: a relative who asks for the child's file.
    """
    found = []
    by_person = sorted(doings, key=lambda one: (one.person, one.number))
    for person, group in groupby(by_person, key=lambda one: one.person):
        own = list(group)
        if person:
            found += tried_barred(own, barred, limits)
            found += by_day(own, many_files, limits)
            found += by_day(own, many_refusals, limits)
            found += by_day([one for one in own if limits.is_night(one)], at_night, limits)
    return sorted(found, key=lambda one: (one.last, one.key), reverse=True)


def tried_barred(own, barred, limits):
    """Asked for a file they are barred from: once is enough."""
    tried = [one for one in own if one.kind == "refusal" and (one.person, one.file_uid) in barred]
    for file_uid in sorted({one.file_uid for one in tried}):
        of_file = [one for one in tried if one.file_uid == file_uid]
        for day, group in groupby(of_file, key=limits.day_of):
            yield finding("barred", day, list(group), file_uid=file_uid)


def by_day(own, rule, limits):
    """Findings of a rule for each day (nights belong to the evening before)."""
    for day, group in groupby(own, key=limits.day_of):
        yield from rule(day, list(group), limits)


def many_files(day, own, limits):
    """Many different files within an hour."""
    seen = [one for one in own if one.kind in SEEING and one.file_uid]
    busiest = busiest_hour(seen, lambda hour: len({one.file_uid for one in hour}))
    number = len({one.file_uid for one in busiest})
    if number >= limits.files:
        yield finding("many-files", day, busiest, number)


def many_refusals(day, own, limits):
    """Asked again and again for what is not for them."""
    refused = [one for one in own if one.kind == "refusal"]
    busiest = busiest_hour(refused, len)
    if len(busiest) >= limits.refusals:
        yield finding("refusals", day, busiest)


def at_night(day, own, limits):
    """Saw files at night."""
    seen = [one for one in own if one.kind in SEEING and one.file_uid]
    if seen:
        yield finding("night", day, seen, len({one.file_uid for one in seen}))


def busiest_hour(doings, weight):
    """The doings of the hour that weighs most; [] for none."""
    best, first = [], 0
    for last, one in enumerate(doings):
        while elapsed(doings[first].moment, one.moment) > HOUR:
            first += 1
        hour = doings[first : last + 1]
        if len(hour) > len(best) and weight(hour) > weight(best):
            best = hour
    return best


def finding(rule, day, doings, number=None, file_uid=""):
    references = sorted({one.reference for one in doings if one.reference})
    return Finding(
        rule=rule,
        person=doings[0].person,
        day=day,
        first=doings[0].moment,
        last=doings[-1].moment,
        number=len(doings) if number is None else number,
        references=tuple(references[:10]),
        file_uid=file_uid,
    )
