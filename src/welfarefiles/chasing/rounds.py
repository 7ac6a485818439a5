"""Every day: receipts that did not come are asked for, then told to the leads."""

from .. import _
from ..calendars import london
from ..files.navigation import every_school
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from ..notices.mail import tell
from ..people.roles import WELFARE_LEAD
from ..people.staff import staff
from ..transfer.acting import keep
from ..transfer.knowing import covers
from ..transfer.words import url_of
from .clock import DAYS
from .clocks import HEAR_BY
from .clocks import late
from dataclasses import replace
from datetime import time
from datetime import timedelta


AGAIN_AFTER = timedelta(days=7)


def remind(school, transfer, clock, now):
    """Tell whoever asks for the receipt; the leads too once it is late for as long again."""
    new = transfer
    if transfer.chased_at is None or transfer.chased_at <= now - AGAIN_AFTER:
        new = replace(new, chased_at=now)
        whom = transfer.answers.chaser if clock.what == HEAR_BY else transfer.by
        _tell(school, transfer, [whom], clock)
        keep(school, new, "transfer.chased")
    again = clock.due.day + timedelta(days=DAYS)
    if transfer.escalated_at is None and london.london_date(now) > again:
        new = replace(new, escalated_at=now)
        leads = [id for id, _name in staff(school) if covers(school, transfer, id, (WELFARE_LEAD,))]
        _tell(school, transfer, leads, clock)
        keep(school, new, "transfer.escalated")
    return new


def _tell(school, transfer, people, clock):
    references = ", ".join(part.reference for part in transfer.parts)
    words = {"references": references, "day": clock.day}
    if clock.what == HEAR_BY:
        subject = _("No receipt for a transfer")
        line = _("The receipt for ${references} was expected by ${day}.", mapping=words)
    else:
        subject = _("A transfer has not been sent")
        line = _("${references} was to be sent by ${day}.", mapping=words)
    tell(sorted(set(people)), subject, [line], url_of(school, transfer))


class ChaseTransfers(PeriodicWork):
    """One transfer in one step: each mail is sent once, whatever is interrupted."""

    title = _("Ask for receipts of transfers")
    when = Daily(time(7, 20))

    def needed(self, site):
        return any(True for school in every_school(site) for _one in late(school, london.now()))

    def steps(self, context, arguments):
        now = london.now()
        return [
            f"{school.getId()}/{transfer.id}"
            for school in every_school(context)
            for transfer, _clock in late(school, now)
        ]

    def do(self, context, arguments, step):
        school_id, _slash, transfer_id = step.partition("/")
        school, now = context[school_id], london.now()
        for transfer, clock in list(late(school, now)):
            if transfer.id == transfer_id:
                remind(school, transfer, clock, now)
