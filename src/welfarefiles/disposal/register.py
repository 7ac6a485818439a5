"""Batches and tombstones of a school: kept on the school, plain, and never removed."""

from ..people.stored import stored
from .batch import Batch
from .batch import Decision
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import UTC
from zope.annotation.interfaces import IAnnotations


BATCHES = "welfarefiles.disposal.batches"
TOMBSTONES = "welfarefiles.disposal.tombstones"
ADDRESSES = "welfarefiles.disposal.addresses"
_MOMENTS = ("at", "authorised_at", "withdrawn_at", "destroyed_at")


@dataclass(frozen=True)
class Tombstone:
    """What is left of a file: no name. `manifest_hash`: SHA-256 over what was destroyed.

    `id`: the file's own, by which its address is known; `prepared_by`, `authorised_by`: user ids.
    """

    file_uid: str
    id: str
    reference: str
    portal_type: str
    opened_on: date | None
    closed_on: date | None
    rule: str
    period: str
    authority: str
    schedule: str
    keep_until: date
    batch: str
    prepared_by: str
    authorised_by: str
    destroyed_at: datetime
    records: int
    manifest_hash: str
    classes: tuple = field(default=())


class Disposals:
    """Batches and tombstones of one school. Get it by `disposals_of`."""

    def __init__(self, school):
        self.school = school

    def batches(self):
        """Every `Batch`, the latest first."""
        found = [_batch(row) for row in stored(self.school, BATCHES).values()]
        return sorted(found, key=lambda batch: batch.at, reverse=True)

    def batch(self, id):
        """The `Batch` of that id, or None."""
        row = stored(self.school, BATCHES).get(id)
        return _batch(row) if row else None

    def keep(self, batch):
        """Store a batch as it now is."""
        self._tree(BATCHES)[batch.id] = _batch_row(batch)

    def bury(self, tombstone):
        """Store the tombstone of a file that is being destroyed."""
        row = asdict(tombstone)
        row["destroyed_at"] = tombstone.destroyed_at.astimezone(UTC)
        self._tree(TOMBSTONES)[tombstone.file_uid] = row
        self._tree(ADDRESSES)[tombstone.id] = tombstone.file_uid

    def tombstone(self, file_uid):
        """The `Tombstone` of a file, or None."""
        row = stored(self.school, TOMBSTONES).get(file_uid)
        return Tombstone(**row) if row else None

    def tombstones(self, batch_id=None):
        """Every `Tombstone`, or those of a batch, by reference."""
        found = [Tombstone(**row) for row in stored(self.school, TOMBSTONES).values()]
        wanted = (stone for stone in found if batch_id in (None, stone.batch))
        return sorted(wanted, key=lambda stone: stone.reference)

    def tombstone_of_id(self, id):
        """The `Tombstone` of the file that had this id, or None."""
        return self.tombstone(stored(self.school, ADDRESSES).get(id, ""))

    def _tree(self, key):
        annotations = IAnnotations(self.school)
        if key not in annotations:
            annotations[key] = OOBTree()
        return annotations[key]


def disposals_of(school):
    """The `Disposals` of a school."""
    return Disposals(school)


def _batch_row(batch):
    row = asdict(batch)
    for name in _MOMENTS:
        row[name] = row[name] and row[name].astimezone(UTC)
    row["decisions"] = {
        uid: {**decision, "at": decision["at"].astimezone(UTC)}
        for uid, decision in row["decisions"].items()
    }
    return row


def _batch(row):
    decisions = {uid: Decision(**decision) for uid, decision in row["decisions"].items()}
    return Batch(**{**row, "decisions": decisions})
