"""What nobody has taken up in time is reported again, to the leads and to the head teacher."""

from .. import _
from ..calendars import london
from ..forms.raising import readers
from ..index import concerns as index
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Every
from ..ledger.writing import enter
from ..notices.mail import tell
from ..people.roles import AUTHORISER
from ..people.team import school_of
from ..people.team import team
from datetime import timedelta
from plone import api


SETTING = "welfarefiles.inbox.escalate_after_hours"
IN_DANGER = timedelta(hours=1)


def overdue(now=None):
    """`ConcernRow`s of all schools that are new for longer than they may be."""
    now = now or london.now()
    usual = timedelta(hours=api.portal.get_registry_record(SETTING, default=24))
    found = index.unopened(now - min(usual, IN_DANGER))
    return [row for row in found if row.raised_at <= now - (IN_DANGER if row.danger else usual)]


def escalate(row, now=None):
    """Report one; whether that was needed."""
    concern = api.portal.get().unrestrictedTraverse(row.path, None)
    if concern is None or concern.escalated_at is not None:
        return False
    if api.content.get_state(concern) != "new":
        return False
    concern.escalated_at = now or london.now()
    concern.reindexObject()
    words = {"reference": concern.reference}
    subject = _("Nobody has taken up ${reference}", mapping=words)
    lines = [_("${reference} was raised and no lead has taken it up yet.", mapping=words)]
    tell([*readers(concern), *heads(concern)], subject, lines, concern.absolute_url())
    enter("inbox.escalated", concern)
    return True


def heads(concern):
    """User ids of the head teacher and whoever authorises in the school."""
    school = school_of(concern)
    ids = {entry.user_id for entry in team(school).entries()}
    return sorted(one for one in ids if AUTHORISER in team(school).roles_of(one))


class Escalate(PeriodicWork):
    """Every quarter of an hour; each concern is reported once."""

    title = _("Report concerns nobody has taken up")
    when = Every(minutes=15)

    def needed(self, site):
        return bool(overdue())

    def steps(self, context, arguments):
        return [row.uid for row in overdue()]

    def do(self, context, arguments, step):
        for row in overdue():
            if row.uid == step:
                escalate(row)
