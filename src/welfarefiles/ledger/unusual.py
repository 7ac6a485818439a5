"""What is unusual about who reads what: rules over what happened, without a database or Plone.

None of them says that somebody did wrong. Each gives a lead something to ask about (R027, R143).
"""

from ..calendars.london import in_london
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta


MANY_FILES, REFUSALS = "many-files", "repeated-refusals"
OUT_OF_HOURS, RELATIVES = "out-of-hours", "own-relatives"
READS = frozenset({"view", "download"})


@dataclass(frozen=True)
class Happening:
    """What the rules need to know of an entry. `moment` is aware."""

    number: int
    moment: datetime
    person: str
    kind: str
    file_uid: str = ""


@dataclass(frozen=True)
class Unusual:
    """Something to ask `person` about.

    `rule`: one of the names above; `first` and `last`: numbers of the first and last entry, and
    `since` and `until` their times; `count`: files, refusals or entries, as the rule counts;
    `files`: uids of the files it was about.
    """

    rule: str
    person: str
    first: int
    last: int
    since: datetime
    until: datetime
    count: int
    files: tuple[str, ...] = ()


def many_files(happenings, files=20, within=timedelta(hours=1)):
    """Who has read at least so many different files in so short a time."""
    read = (each for each in happenings if each.kind in READS and each.file_uid)
    for one in _by(read, lambda each: each.person):
        for stretch in _stretches(one, files, within, lambda each: each.file_uid):
            yield _unusual(MANY_FILES, stretch, len({each.file_uid for each in stretch}))


def repeated_refusals(happenings, times=5, within=timedelta(minutes=15)):
    """Who was refused at least so many times in so short a time."""
    refused = (each for each in happenings if each.kind == "refusal")
    for one in _by(refused, lambda each: each.person):
        for stretch in _stretches(one, times, within, lambda each: each.number):
            yield _unusual(REFUSALS, stretch, len(stretch))


def out_of_hours(happenings, opens=time(7), closes=time(19), is_working_day=None):
    """Who has read files at night or on a day on which nobody works: one for each such day.

    `is_working_day`: function of a date; by default Monday to Friday.
    """
    works = is_working_day or (lambda day: day.weekday() < 5)

    def is_out(local):
        return not (works(local.date()) and opens <= local.time() < closes)

    read = (each for each in happenings if each.kind in READS and each.file_uid)
    out = (each for each in read if is_out(in_london(each.moment)))
    for one in _by(out, lambda each: (each.person, in_london(each.moment).date())):
        yield _unusual(OUT_OF_HOURS, one, len(one))


def own_relatives(happenings, is_relative):
    """Who has read the file of a child of their own family: one for each such file.

    `is_relative`: function of a user id and the uid of a file.
    """
    read = (each for each in happenings if each.kind in READS and each.file_uid)
    for one in _by(read, lambda each: (each.person, each.file_uid)):
        if is_relative(one[0].person, one[0].file_uid):
            yield _unusual(RELATIVES, one, len(one))


def _by(happenings, key):
    """Lists of what has the same key, each in the order of time."""
    groups = {}
    for each in sorted(happenings, key=lambda each: (each.moment, each.number)):
        if each.person:
            groups.setdefault(key(each), []).append(each)
    return groups.values()


def _stretches(happenings, least, within, what):
    """Stretches with `least` different `what` within that time; overlapping ones are one."""
    found, inside, start = [], Counter(), 0
    for end, each in enumerate(happenings):
        inside[what(each)] += 1
        while each.moment - happenings[start].moment > within:
            inside[what(happenings[start])] -= 1
            inside += Counter()  # forget what has become none
            start += 1
        if len(inside) >= least:
            if found and start <= found[-1][1]:
                found[-1][1] = end
            else:
                found.append([start, end])
    return [happenings[start : end + 1] for start, end in found]


def _unusual(rule, happenings, count):
    first, last = happenings[0], happenings[-1]
    files = tuple(sorted({each.file_uid for each in happenings if each.file_uid}))
    return Unusual(
        rule, first.person, first.number, last.number, first.moment, last.moment, count, files
    )
