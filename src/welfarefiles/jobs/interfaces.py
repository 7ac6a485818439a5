"""What a concern registers to have long or periodic work done; see docs/adding-a-job.md."""

from zope.interface import Attribute
from zope.interface import Interface


class IJobKind(Interface):
    """A kind of long work somebody may ask for: a utility, named "<concern>.<what>".

    `kinds.JobKind` has everything but `steps` and `do`. A step is a transaction of its own,
    together with the mark that it was done: each takes effect exactly once, whatever is killed.
    """

    title = Attribute("message: what people see, without names")
    permission = Attribute("title of the permission on the context, asked then and at every step")
    keeps_days = Attribute("days a result is kept for its owner, None: as the site's setting says")

    def steps(context, arguments):
        """Keys (short texts, references only) of the steps, in order; asked once, at the start."""

    def do(context, arguments, step):
        """Do one step; what it returns (plain JSON, small, or None) is kept for `result`."""

    def saying(step):
        """Message: what the job is at during this step, or ""."""

    def result(context, arguments, outcomes):
        """A `kinds.Result` for the owner, or None. `outcomes`: what the steps returned."""


class IPeriodicWork(IJobKind):
    """Work that comes round by the clock, as the portal itself and not as a person.

    A utility, named as a kind; its context is the site, its arguments are {}.
    """

    when = Attribute("`when.Daily`, `when.Weekly` or `when.Every`")

    def needed(site):
        """Whether there is anything to do this time; False: no job is made."""
