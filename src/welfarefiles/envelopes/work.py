"""Asking for what did not come back, every morning."""

from .. import _
from ..calendars import london
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from .overdue import chase
from .overdue import overdue
from datetime import time


class ChaseEnvelopes(PeriodicWork):
    """One reminder in one step: each is sent once, whatever is interrupted."""

    title = _("Ask for lent records that did not come back")
    when = Daily(time(7, 30))

    def needed(self, site):
        return bool(overdue())

    def steps(self, context, arguments):
        return [given.grant_id for given in overdue()]

    def do(self, context, arguments, step):
        now = london.now()
        # it may have come back since the steps were counted
        return any(chase(given, now) for given in overdue(now) if given.grant_id == step)
