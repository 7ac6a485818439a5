"""Packs that nobody decided about are removed after some days: they hold a child's file."""

from .. import _
from ..calendars import london
from ..files.navigation import every_school
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from . import store
from .bringing import remove_when_done
from datetime import time
from datetime import timedelta


KEPT = timedelta(days=14)


class Sweep(PeriodicWork):
    """Every night."""

    title = _("Transfer packs nobody took in")
    when = Daily(time(3, 50))

    def do(self, context, arguments, step):
        now = london.now()
        for school in every_school(context):
            for one in store.received(school):
                if one.state == store.WAITING and one.at + KEPT < now:
                    store.settle(school, one, store.DROPPED, now)
                    remove_when_done(one.id)
