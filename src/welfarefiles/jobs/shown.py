"""How a job is shown: the same words on its page, in the lists and over REST."""

from .. import _
from ..calendars import london
from ..people.names import fullname
from .kinds import find_kind
from .tables import CANCELLED
from .tables import DONE
from .tables import FAILED
from .tables import PORTAL
from .tables import QUEUED
from .tables import REFUSED
from .tables import RUNNING
from zope.i18n import translate


#: State: (what it is called, kind of tag).
STATES = {
    QUEUED: (_("Waiting"), ""),
    RUNNING: (_("At work"), "info"),
    DONE: (_("Finished"), "good"),
    FAILED: (_("Failed"), "bad"),
    CANCELLED: (_("Cancelled"), "warn"),
    REFUSED: (_("Not allowed any more"), "bad"),
}
STOPPING = _("Stopping after the present step")
NOT_BEGUN = _("It has not begun yet.")
PREPARING = _("Finding out what there is to do.")


class Shown:
    """One `reading.Job` in words. `request`: for the language."""

    def __init__(self, job, request):
        self.job = job
        self.request = request
        self.kind = find_kind(job.kind)

    @property
    def title(self):
        return self.kind.title if self.kind is not None else self.job.kind

    @property
    def state(self):
        if self.is_stopping:
            return STOPPING
        return STATES[self.job.state][0]

    @property
    def tag(self):
        return STATES[self.job.state][1]

    @property
    def is_stopping(self):
        return self.job.cancel_asked and self.job.state == RUNNING

    @property
    def may_be_cancelled(self):
        return not self.job.has_ended and not self.job.cancel_asked

    @property
    def percent(self):
        """How much is done, 0 to 100; None: not known yet."""
        job = self.job
        return 100 * job.steps_done // job.steps_total if job.steps_total else None

    @property
    def progress(self):
        """How far it has come, in words; "" once it has ended."""
        job = self.job
        if job.has_ended:
            return ""
        if job.steps_total is None:
            return NOT_BEGUN if job.state == QUEUED else PREPARING
        numbers = {"done": job.steps_done, "total": job.steps_total}
        return _("${done} of ${total} steps done", mapping=numbers)

    @property
    def saying(self):
        """What it is at."""
        job = self.job
        if job.state != RUNNING or not job.at or self.kind is None:
            return ""
        return self.kind.saying(job.at)

    @property
    def reason(self):
        return self.job.reason

    @property
    def asked(self):
        return london.format_weekday_time(self.job.asked_at)

    @property
    def ended(self):
        return self.job.ended_at and london.format_weekday_time(self.job.ended_at)

    @property
    def kept_until(self):
        return self.job.expires_at and london.format_weekday_time(self.job.expires_at)

    @property
    def owner(self):
        """Name of who asked."""
        owner = self.job.owner
        return _("The portal itself") if owner == PORTAL else fullname(owner.lstrip("/"))

    def said(self, message):
        return translate(message, context=self.request)

    def as_json(self):
        """For the script of the page and for REST."""
        return {
            "id": self.job.id,
            "title": self.said(self.title),
            "state": self.job.state,
            "state_title": self.said(self.state),
            "has_ended": self.job.has_ended,
            "steps_done": self.job.steps_done,
            "steps_total": self.job.steps_total,
            "percent": self.percent,
            "progress": self.said(self.progress),
            "saying": self.said(self.saying),
            "reason": self.reason,
        }
