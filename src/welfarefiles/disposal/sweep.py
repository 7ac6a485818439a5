"""Every night: what came due, from the index and not by walking, told to the records managers."""

from .. import _
from ..calendars import london
from ..files.navigation import every_school
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from ..lookup.rights import files_barred
from ..notices.mail import tell
from ..people.roles import FILE_TYPES
from ..people.roles import RECORDS_MANAGER
from ..people.team import team
from ..retention.due import count_due
from ..retention.due import reviews_due
from ..retention.hold_register import holds_of
from ..retention.known import Known
from datetime import time
from datetime import timedelta
from plone.uuid.interfaces import IUUID


MONDAY = 0


class Sweep(PeriodicWork):
    """Mail each records manager what is due: on the day something comes due, and on Mondays."""

    title = _("What may be destroyed, what is to be reviewed")
    when = Daily(time(3, 30))

    def do(self, context, arguments, step):
        for school in every_school(context):
            sweep(school, london.today())


def sweep(school, today):
    """Tell a school's records managers about the kinds of file they are named for.

    Returns the ids of those it told.
    """
    told = []
    for user_id, kinds in sorted(managers(school, today).items()):
        lines = digest(school, kinds, today, files_barred(user_id))
        if lines:
            link = f"{school.absolute_url()}/@@disposal"
            tell([user_id], _("Retention: something is due"), lines, link)
            told.append(user_id)
    return told


def digest(school, kinds, today, barred=frozenset()):
    """Lines of the mail: numbers only; none when nothing is new and it is not Monday.

    :param barred: UIDs of the files whoever is told is shut out of.
    """
    uid, yesterday = IUUID(school), today - timedelta(days=1)
    due, before = (count_due(uid, kinds, day, barred) for day in (today, yesterday))
    reviews, known = len(reviews_due(uid, kinds, today, barred=barred)), Known(kinds, barred)
    late = (one for one in holds_of(school).all() if one.stands and one.review_on <= today)
    holds = [one for one in late if known.has_hold(one)]
    if due == before and today.weekday() != MONDAY:
        return []
    found = (
        (due, _("Files in retention whose time is over: ${number}", mapping={"number": due})),
        (reviews, _("Files to be looked through: ${number}", mapping={"number": reviews})),
        (len(holds), _("Holds to be looked at again: ${number}", mapping={"number": len(holds)})),
    )
    return [line for number, line in found if number]


def managers(school, today):
    """`{user id: kinds of file}` of the records managers of a school today."""
    found = {}
    for entry in team(school).entries():
        if entry.role == RECORDS_MANAGER and entry.is_active(today):
            found.setdefault(entry.user_id, set()).update(entry.covers & FILE_TYPES)
    return found
