"""Drafts end by themselves."""

from .. import _
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from . import keeping
from datetime import time


class Sweep(PeriodicWork):
    """Every night."""

    title = _("Remove what was begun and not saved for two weeks")
    when = Daily(time(3, 40))

    def needed(self, site):
        return keeping.needs_sweeping()

    def do(self, context, arguments, step):
        return keeping.sweep()
