"""What nobody has taken up in time is reported again, to the leads and to the head teacher."""

from .. import _
from ..calendars import london
from ..forms.raising import readers
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Every
from ..ledger.reading import entries
from ..ledger.reading import Filter
from ..ledger.writing import enter
from ..lookup import concerns as index
from ..notices.mail import tell
from ..people.roles import AUTHORISER
from ..people.stored import uid_of
from ..people.team import school_of
from ..people.team import team
from datetime import timedelta
from plone import api
from zope.i18nmessageid import Message


#: What is said by whether a lead has opened it.
SUBJECTS = {
    False: _("Nobody has opened ${reference}"),
    True: _("Nobody has taken up ${reference}"),
}
LINES = {
    False: _("${reference} was raised and no lead has opened it yet."),
    True: _("${reference} was opened by a lead, but nobody has taken it up yet."),
}
ASK = _("You cannot open it yourself: ask the leads to take it up now.")
OPENED = ("inbox.viewed",)
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
    opened, words = was_opened(concern), {"reference": concern.reference}
    subject = _with(SUBJECTS[opened], words)
    line = _with(LINES[opened], words)
    told = readers(concern)
    tell(told, subject, [line], concern.absolute_url(), at_once=True)
    others = [one for one in heads(concern) if one not in told]
    tell(others, subject, [line, ASK], at_once=True)
    enter("inbox.escalated", concern, opened=opened)
    return True


def _with(message, words):
    return Message(message, mapping=words)


def was_opened(concern):
    """Whether any lead has opened it, by page or REST."""
    return bool(entries(Filter(record_uid=uid_of(concern), actions=OPENED), limit=1))


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
