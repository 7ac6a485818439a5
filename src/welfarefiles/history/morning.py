"""Each morning the leads are told that there is unusual access to look at."""

from .. import _
from ..files.navigation import every_school
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from .looking import tell_leads
from datetime import time


class TellLeads(PeriodicWork):
    """A step for each school."""

    title = _("Tell leads of unusual access")
    when = Daily(time(6, 30))

    def needed(self, site):
        return bool(every_school(site))

    def steps(self, context, arguments):
        return [school.getId() for school in every_school(context)]

    def do(self, context, arguments, step):
        school = context._getOb(step, None)
        if school is not None:
            tell_leads(school)
