"""The mail of the morning: what is late or due for a person, by references alone (R076, R103).

On a working day each person hears of what came due since the last one; on the first of a week of
everything that is late. Nobody gets a mail that says nothing new.
"""

from .. import _
from ..access.who import who_asks
from ..calendars import london
from ..calendars.working import ENGLAND
from ..files.attention import said_of
from ..files.navigation import every_school
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from ..lookup import query
from ..notices.mail import tell
from ..people.roles import AUTHORISER
from ..people.roles import WELFARE_LEAD
from ..people.team import team
from .waiting import waiting_for
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone import api


#: Lines of a mail; the rest is a number.
MOST = 20
SUBJECT = _("Welfare Files: something is due")


class Remind(PeriodicWork):
    """Every morning of a working day, before lessons."""

    title = _("Tell people what is due")
    when = Daily(time(7, 0))

    def needed(self, site):
        return ENGLAND.is_working_day(london.today())

    def do(self, context, arguments, step):
        return len(remind(context, london.today()))


def remind(portal, today):
    """Mail everybody who has something new to do today; the ids of those who were told."""
    schools, told = every_school(portal), []
    for user_id in people(schools, end_of(today)):
        dues = waiting_for(who_asks(user_id), schools, end_of(today))
        if is_news(dues, today):
            tell([user_id], SUBJECT, lines(dues, today), portal.absolute_url())
            told.append(user_id)
    return told


def people(schools, until):
    """Leads and authorisers, and whoever has something to do by then."""
    entries = (entry for school in schools for entry in team(school).entries())
    today = london.london_date(until)
    named = {
        entry.user_id
        for entry in entries
        if entry.role in (WELFARE_LEAD, AUTHORISER) and entry.is_active(today)
    }
    return sorted(named.union(query.responsible_people(until)))


def is_news(dues, today):
    """Whether to write: something came due since the last working day, or a week begins."""
    last = previous_working_day(today)
    starts_week = last.isocalendar()[:2] != today.isocalendar()[:2]
    days = [london.london_date(due.due_at) for due in dues]
    return bool(days) and (starts_week or any(last < day <= today for day in days))


def previous_working_day(day):
    """The working day before a day."""
    day -= timedelta(days=1)
    while not ENGLAND.is_working_day(day):
        day -= timedelta(days=1)
    return day


def end_of(day):
    """The last instant of a day in London."""
    return datetime.combine(day + timedelta(days=1), time(), london.LONDON) - timedelta(
        microseconds=1
    )


def lines(dues, today):
    """Sentences with references, the most pressing first; never what a record says."""
    rows = query.file_rows({due.file_uid for due in dues})
    found = [line(due, rows[due.file_uid].reference, today) for due in dues if due.file_uid in rows]
    more = len(found) - MOST
    if more > 0:
        found[MOST:] = [_("And ${number} more.", mapping={"number": more})]
    return found


def line(due, reference, today):
    saying, _action, _label = said_of(due.sentence)
    day = london.london_date(due.due_at)
    words = {
        "reference": reference,
        "saying": api.portal.translate(saying),
        "day": london.format_date(day),
    }
    if day < today:
        return _("${reference}: ${saying}, due ${day}, late.", mapping=words)
    return _("${reference}: ${saying}, due today.", mapping=words)
