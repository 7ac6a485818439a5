"""What the ledger says about jobs."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("job.asked", _("Long job asked for")),
    Action("job.done", _("Long job finished")),
    Action("job.failed", _("Long job failed"), severity="notable"),
    Action("job.refused", _("Long job not done: no longer allowed"), severity="notable"),
    Action("job.cancelled", _("Long job cancelled")),
    Action("job.tried-again", _("Failed long job put into the queue again")),
    Action("job.result-taken", _("Result of a long job downloaded"), kind="download"),
    Action("jobs.paused", _("All long jobs paused"), severity="notable"),
    Action("jobs.resumed", _("Long jobs resumed"), severity="notable"),
)
