"""What kinds of job are made of, and how one is found by its name."""

from ..permissions import USE_JOBS
from .interfaces import IJobKind
from .interfaces import IPeriodicWork
from dataclasses import dataclass
from zope.component import queryUtility
from zope.interface import implementer


#: The one key of a job that is done in one step.
WHOLE = "whole"


class NotNow(Exception):
    """Raised by a step: something outside is down, and the job is to be tried again later."""


class Mistake(Exception):
    """Raised by a step: this job cannot be done, and why; the owner sees the message as it is.

    It holds references, never names. Trying again would not help.
    """


@dataclass(frozen=True)
class Result:
    """What a job has made for its owner: a file, under a name without a child's."""

    name: str
    content_type: str
    content: bytes


@implementer(IJobKind)
class JobKind:
    """A kind of job; fill in `title`, `permission`, `do` and, for more than one step, `steps`."""

    title = ""
    permission = USE_JOBS
    keeps_days = None

    def steps(self, context, arguments):
        return [WHOLE]

    def do(self, context, arguments, step):
        raise NotImplementedError

    def saying(self, step):
        return ""

    def result(self, context, arguments, outcomes):
        return None


@implementer(IPeriodicWork)
class PeriodicWork(JobKind):
    """Work by the clock; fill in `title`, `when` and `do`."""

    when = None
    permission = None

    def needed(self, site):
        return True


def find_kind(name):
    """The kind or periodic work of a name, or None: its concern is no longer installed."""
    return queryUtility(IJobKind, name) or queryUtility(IPeriodicWork, name)
