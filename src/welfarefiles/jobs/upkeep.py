"""Upkeep of the index as jobs, while people work: make it anew, or compare it with the objects.

Whoever administers the site may ask for both; what they get to see are ids and counts, never a
record.
"""

from .. import _
from ..consistency.check import check
from ..consistency.check import mend_orphans
from ..consistency.site import SiteObjects
from ..index.pending import refresh
from ..permissions import MANAGE_JOBS
from ..sql.engine import get_store
from . import marks
from .kinds import JobKind
from .kinds import Result
from Products.CMFPlone.interfaces import IPloneSiteRoot


#: Objects of one step: its transaction takes well under a second.
AT_ONCE = 50
OBJECTS, ORPHANS = "objects", "orphans"
DIGITS = "0123456789abcdef"


def objects_beside(site):
    """All objects of all sites of this Zope: they share one index."""
    return SiteObjects(filter(IPloneSiteRoot.providedBy, site.getPhysicalRoot().objectValues()))


class RebuildIndex(JobKind):
    """Write all rows of the index anew, and remove those that belong to nothing."""

    title = _("Make the index anew")
    permission = MANAGE_JOBS

    def steps(self, context, arguments):
        paths = ["/".join(obj.getPhysicalPath()) for obj in objects_beside(context)]
        found = (
            " ".join([OBJECTS, *paths[at : at + AT_ONCE]]) for at in range(0, len(paths), AT_ONCE)
        )
        return [*found, *(f"{ORPHANS} {digit}" for digit in DIGITS)]

    def do(self, context, arguments, step):
        what, *names = step.split(" ")
        if what == OBJECTS:
            return self.write(context, names)
        return self.remove_orphans(context, names[0])

    def write(self, context, paths):
        """Write the rows of these objects. What is gone meanwhile is none of ours any more."""
        objects = objects_beside(context)
        found = [obj for obj in map(objects.at, paths) if obj is not None]
        for obj in found:
            refresh(obj)
        # so that somebody else's change of one of them meanwhile is a conflict
        marks.touch(context)
        return {"written": len(found)}

    def remove_orphans(self, context, digit):
        """Remove rows without an object, of the uids that begin with a digit."""
        return {"removed": len(mend_orphans(objects_beside(context), get_store(), digit))}

    def saying(self, step):
        return (
            _("Rows without a file or record")
            if step.startswith(ORPHANS)
            else _("Files and records")
        )

    def result(self, context, arguments, outcomes):
        total = {key: sum(one.get(key, 0) for one in outcomes) for key in ("written", "removed")}
        lines = (
            f"{total['written']} schools, files and records written anew",
            f"{total['removed']} rows without an object removed",
        )
        return _report("index-made-anew.txt", lines)


class CheckIndex(JobKind):
    """Compare the index with the objects, name each difference and mend it."""

    title = _("Check the index and mend it")
    permission = MANAGE_JOBS

    def do(self, context, arguments, step):
        found = check(objects_beside(context), get_store(), mend=True)
        return [str(difference) for difference in found]

    def saying(self, step):
        return _("Comparing every file and record")

    def result(self, context, arguments, outcomes):
        [found] = outcomes
        return _report("index-check.txt", [*found, f"{len(found)} differences"])


def _report(name, lines):
    return Result(name, "text/plain; charset=utf-8", ("\n".join(lines) + "\n").encode())
