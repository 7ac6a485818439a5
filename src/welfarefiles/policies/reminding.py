"""Every morning: who has not read what they have to, and which reviews are late (R036, R047)."""

from .. import _
from ..calendars import london
from ..files.navigation import every_school
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from ..notices.mail import tell
from ..people.roles import WELFARE_LEAD
from ..people.team import team
from . import rule
from .register import policies
from datetime import time


class Remind(PeriodicWork):
    """Mail people about policies; without their titles, which anybody may have written."""

    title = _("Remind of policies to be read or reviewed")
    when = Daily(time(7, 15))

    def do(self, context, arguments, step):
        for school in every_school(context):
            remind(school, london.today())


def remind(school, today):
    """Send a school's reminders of a day: (ids told to read, ids told of late reviews)."""
    kept = policies(school)
    readers, late = {}, {}
    for policy in kept.all():
        if rule.is_reminded(policy.current.published_on, today):
            for user_id in kept.unread(policy):
                readers[user_id] = readers.get(user_id, 0) + 1
        if rule.is_told_late(policy.next_review, today):
            for user_id in {policy.owner, *leads(school, today)}:
                late[user_id] = late.get(user_id, 0) + 1
    link = f"{school.absolute_url()}/@@policies"
    for user_id, number in sorted(readers.items()):
        line = _("Policies you have still to read: ${number}", mapping={"number": number})
        tell([user_id], _("Policies wait to be read"), [line], link)
    for user_id, number in sorted(late.items()):
        line = _("Policies whose review is late: ${number}", mapping={"number": number})
        tell([user_id], _("The review of a policy is late"), [line], link)
    return sorted(readers), sorted(late)


def leads(school, today):
    """Ids of the school's leads."""
    return {
        entry.user_id
        for entry in team(school).entries()
        if entry.role == WELFARE_LEAD and entry.is_active(today)
    }
