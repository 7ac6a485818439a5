"""What is due, and what came late, of a file or a school: for the pages and for REST."""

from ..access.who import about_open_files
from ..access.who import who_asks
from ..calendars import london
from ..files import attention
from ..files.record_types import day_to_day_types
from ..lookup import query
from .keeping import dates_of
from .record import timeliness_of_row
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone.uuid.interfaces import IUUID


ENTERED = ("draft", "signed")
#: How many of a school's records, the last entered first, are looked through for late ones.
LATEST = 200
STEP = 200
PAGE = 50


def before_today():
    """The last instant of yesterday: what was due by then is late."""
    return datetime.combine(london.today(), time(), london.LONDON) - timedelta(microseconds=1)


def dues_of_file(file):
    """`Due`s of a file that the person may see, the most pressing first; of a closed one what
    stays to be done.
    """
    return list(attention.dues_of_file(who_asks(), file, PAGE))


def dues_of_school(school, responsible=None, late=False, after=None):
    """A `Page` of `Due`s in the open files of a school that the person may see."""
    return query.dues(
        about_open_files(who_asks()),
        school_uid=IUUID(school),
        responsible=responsible or None,
        until=before_today() if late else None,
        after=after,
        limit=PAGE,
    )


def count_late(school):
    """How much was due before today in the open files of a school that the person may see."""
    who = about_open_files(who_asks())
    return query.count_dues(who, school_uid=IUUID(school), until=before_today())


def late_records_of_file(file, school):
    """(`RecordRow`, `Timeliness`) of every record of a file that came late, the newest first."""
    return _late(school, _all_of_file(IUUID(file)))


def late_records_of_school(school):
    """The same among the `LATEST` records entered at a school that the person may see."""
    found = query.records(
        who_asks(),
        school_uid=IUUID(school),
        portal_types=day_to_day_types(),
        states=ENTERED,
        sort="recorded_at",
        descending=True,
        limit=LATEST,
    )
    return _late(school, found)


def _all_of_file(uid):
    after, who = None, who_asks()
    while True:
        page = query.records(
            who,
            file_uid=uid,
            portal_types=day_to_day_types(),
            states=ENTERED,
            descending=True,
            after=after,
            limit=STEP,
        )
        yield from page
        after = page.next
        if after is None:
            return


def _late(school, rows):
    calendar = dates_of(school).working
    found = ((row, timeliness_of_row(row, calendar)) for row in rows)
    return [(row, taken) for row, taken in found if taken.days_late]


def owner_of(due, row):
    """Who is to do it: (user id or "", text). `row`: the record's, None for the file's own."""
    if due.responsible or row is None or not due.what.startswith("action-"):
        return due.responsible, ""
    owners = row.details.get("action_owners", ())
    number = int(due.what.removeprefix("action-"))
    return "", owners[number] if number < len(owners) else ""
