"""Packs that nobody decided about are removed after some days: they hold a child's file.

Some days before, and when it is done, those who could decide are told.
"""

from .. import _
from ..calendars import london
from ..files.navigation import every_school
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from ..ledger.writing import enter
from ..notices.mail import tell
from ..people.staff import staff
from ..received import store
from .bringing import facts
from .bringing import remove_when_done
from .looking import covered
from dataclasses import replace
from datetime import time
from datetime import timedelta


KEPT = timedelta(days=14)
#: It is said that a pack waits, so long before it is removed.
NOTICE = timedelta(days=4)


class Sweep(PeriodicWork):
    """Every night."""

    title = _("Transfer packs nobody took in")
    when = Daily(time(3, 50))

    def do(self, context, arguments, step):
        now = london.now()
        for school in every_school(context):
            for one in store.received(school):
                if one.state in store.HELD:
                    look_after(school, one, now)


def look_after(school, received, now):
    """Remove a pack that is too old; say that one will be."""
    if received.at + KEPT < now:
        store.settle(school, received, store.DROPPED, now)
        enter("imports.dropped", school, **facts(received))
        remove_when_done(received.id)
        _tell(school, received, _("A transfer pack was removed"), REMOVED)
    elif received.at + KEPT - NOTICE < now and received.told_at is None:
        store.keep(school, replace(received, told_at=now))
        _tell(school, received, _("A transfer pack waits to be taken in"), WAITS)


WAITS = _(
    "The pack with ${references} from ${school} waits to be taken in. It will be removed on ${day}."
)
REMOVED = _(
    "The pack with ${references} from ${school} was removed, because nobody took it in by ${day}. "
    "If the child is with you, ask that school for it again."
)


def _tell(school, received, subject, line):
    words = {
        "references": ", ".join(received.references),
        "school": received.sender,
        "day": london.format_date(london.london_date(received.at + KEPT)),
    }
    line = _(line, mapping=words)
    tell(deciders(school, received), subject, [line], f"{school.absolute_url()}/@@take-in")


def deciders(school, received):
    """User ids of those who take in packs with these kinds of file."""
    return [
        user_id
        for user_id, _name in staff(school)
        if covered(school, user_id).issuperset(received.types)
    ]
