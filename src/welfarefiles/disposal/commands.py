"""`welfarefiles-reapply`: make a restored backup forget again what was destroyed since.

To be run on the restored databases before anybody can sign in. Prints references, never a name.
"""

from ..index.commands import objects_of
from ..index.commands import parser_for
from ..interfaces import ISchool
from ..interfaces import IWelfareFileBase
from .cleaning import clean
from .destroying import remove
from .exporting import path
from .exporting import read
from .register import disposals_of
from .register import Tombstone
from datetime import date
from datetime import datetime
from plone.uuid.interfaces import IUUID

import sys
import transaction


_DAYS = ("opened_on", "closed_on", "keep_until")


def reapply_main(arguments=None):
    """The exit code is 0 when every tombstone was applied or had been before."""
    parser = parser_for("Destroy again, in a restored backup, what the tombstones name.")
    parser.add_argument("tombstones", nargs="?", help="tombstones.jsonl (default: the portal's)")
    options = parser.parse_args(arguments)
    with objects_of(options.configuration) as objects:
        stones = read(options.tombstones or path())
        if not stones:
            print("There are no tombstones.", file=sys.stderr)
            return 1
        reapply(objects, [tombstone(row) for row in stones])
        clean(objects.portals[0]._p_jar.db())
    return 0


def tombstone(row):
    """The `Tombstone` that a line of the file describes."""
    row = {**row, "classes": tuple(row["classes"])}
    row |= {name: row[name] and date.fromisoformat(row[name]) for name in _DAYS}
    return Tombstone(**{**row, "destroyed_at": datetime.fromisoformat(row["destroyed_at"])})


def reapply(objects, stones, out=print):
    """Apply tombstones to `SiteObjects`, a transaction each; returns how many files there were."""
    wanted = {stone.file_uid: stone for stone in stones}
    found = [
        "/".join(content.getPhysicalPath())
        for content in objects
        if IWelfareFileBase.providedBy(content) and IUUID(content) in wanted
    ]
    for file_path in found:
        file = objects.at(file_path)
        stone = wanted[IUUID(file)]
        school = objects.at(file_path.rsplit("/", 2)[0])
        assert ISchool.providedBy(school)
        disposals_of(school).bury(stone)
        remove(file)
        transaction.commit()
        out(f"{stone.reference}: destroyed again")
    out(f"{len(found)} of {len(wanted)} destroyed files were in the backup")
    return len(found)
