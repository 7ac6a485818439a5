"""`welfarefiles-reapply`: make a restored backup forget again what was destroyed or reduced since.

To be run on the restored databases before anybody can sign in. Prints references, never a name.
"""

from ..consistency.commands import objects_of
from ..consistency.commands import parser_for
from ..interfaces import ISchool
from ..interfaces import IWelfareFileBase
from ..transfer.store import transfers_of
from .cleaning import clean
from .destroying import remove
from .exporting import path
from .exporting import read
from .exporting import REDUCED
from .reducing import reduce
from .register import disposals_of
from .register import Tombstone
from datetime import date
from datetime import datetime
from plone import api
from plone.uuid.interfaces import IUUID

import sys
import transaction


_DAYS = ("opened_on", "closed_on", "keep_until")


def reapply_main(arguments=None):
    """The exit code is 0 when every line was applied, had been before, or its file is not there."""
    parser = parser_for("Destroy again, in a restored backup, what the tombstones name.")
    parser.add_argument("tombstones", nargs="?", help="tombstones.jsonl (default: the portal's)")
    options = parser.parse_args(arguments)
    with objects_of(options.configuration) as objects:
        file = options.tombstones or path()
        stones, reduced = read(file), read(file, REDUCED)
        if not stones and not reduced:
            print("There are no tombstones.", file=sys.stderr)
            return 1
        reapply(objects, [tombstone(row) for row in stones])
        left = reduce_again(objects, reduced)
        clean(objects.portals[0]._p_jar.db())
    return 1 if left else 0


def tombstone(row):
    """The `Tombstone` that a line of the file describes."""
    row = {**row, "classes": tuple(row["classes"])}
    row |= {name: row[name] and date.fromisoformat(row[name]) for name in _DAYS}
    return Tombstone(**{**row, "destroyed_at": datetime.fromisoformat(row["destroyed_at"])})


def reapply(objects, stones, out=print):
    """Apply tombstones to `SiteObjects`, a transaction each; returns how many files there were."""
    wanted = {stone.file_uid: stone for stone in stones}
    found = paths_of(objects, wanted)
    for file_path in found.values():
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


def paths_of(objects, wanted):
    """`{uid: path}` of the files with these UIDs."""
    return {
        IUUID(content): "/".join(content.getPhysicalPath())
        for content in objects
        if IWelfareFileBase.providedBy(content) and IUUID(content) in wanted
    }


def reduce_again(objects, rows, out=print):
    """Reduce copies again as lines of the file say; returns how many had to be left as they are.

    That is one of a backup from before the receipt: there the file is not known to be elsewhere.
    """
    found, left = paths_of(objects, {row["file_uid"] for row in rows}), 0
    for row in rows:
        if row["file_uid"] not in found:
            continue
        became = _reduced(objects, found[row["file_uid"]], row)
        left += became == LEFT
        transaction.commit()
        out(f"{row['reference']}: {became}")
    return left


DONE, BEFORE = "reduced again", "was reduced already"
LEFT = "NOT reduced: the backup does not know that the other school has it; transfer it again"


def _reduced(objects, file_path, row):
    """Reduce one; which of the three it was."""
    file, school = objects.at(file_path), objects.at(file_path.rsplit("/", 2)[0])
    transfer = transfers_of(school).get(row["transfer"])
    part = transfer.part_of(row["file_uid"]) if transfer is not None else None
    if part is None or part.id not in transfer.receipts:
        return LEFT
    if transfer.reduced.get(part.id, {}).get("at"):
        return BEFORE
    if api.content.get_state(file) != "transferred":
        return LEFT
    moments = {name: datetime.fromisoformat(row[name]) for name in ("asked", "at")}
    asked = {name: row[name] for name in ("by", "agreed_by")} | moments
    reduce(school, transfer, part, asked)
    return DONE
