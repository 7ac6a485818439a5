"""Transfers of a school: kept on the school, plain, and never removed."""

from ..people.stored import stored
from . import questions
from . import steps
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from datetime import datetime
from datetime import UTC
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


TRANSFERS = "welfarefiles.transfer.transfers"
MANIFESTS = "welfarefiles.transfer.manifests"
PROOFS = "welfarefiles.transfer.proofs"
SETTINGS = "welfarefiles.transfer.settings"
_NESTED = {
    "answers": questions.Answers,
    "override": steps.Agreement,
    "pack": steps.PackNote,
    "link": steps.Link,
    "offer": steps.Offer,
}
_NESTED_IN = {
    "named": steps.Agreement,
    "receipts": steps.Receipt,
    "refusals": steps.Refusal,
}


@dataclass(frozen=True)
class Settings:
    """`days`: which days the clock counts; `copy`: `keep`, or `reduce` after the receipt.

    The rest is how packs name the school.
    """

    days: str = "school"
    copy: str = "keep"
    dfe_number: str = ""
    address: str = ""
    email: str = ""


class Transfers:
    """Transfers of one school. Get it by `transfers_of`."""

    def __init__(self, school):
        self.school = school

    def all(self):
        """Every `steps.Transfer`, the latest first."""
        found = [restored(row) for row in stored(self.school, TRANSFERS).values()]
        return sorted(found, key=lambda one: one.at, reverse=True)

    def __bool__(self):
        return bool(stored(self.school, TRANSFERS))

    def under_way(self):
        """Those that are neither received nor withdrawn; the others are not even read."""
        rows = stored(self.school, TRANSFERS).values()
        return [restored(row) for row in rows if row["state"] in steps.UNDER_WAY]

    def get(self, id):
        """The transfer of that id, or None."""
        row = stored(self.school, TRANSFERS).get(id)
        return restored(row) if row else None

    def of(self, file_uid):
        """Transfers that a file is in, the latest first."""
        return [one for one in self.all() if one.part_of(file_uid)]

    def keep(self, transfer):
        """Store a transfer as it now is."""
        self._tree(TRANSFERS)[transfer.id] = in_utc(asdict(transfer))

    def keep_manifest(self, pack_id, packed):
        """Store the manifest of a pack, compressed JSON."""
        self._tree(MANIFESTS)[pack_id] = packed

    def manifest(self, pack_id):
        """The same, or None."""
        return stored(self.school, MANIFESTS).get(pack_id)

    def keep_proof(self, transfer_id, part_id, scan):
        """Store the scan of a signed receipt (a named file)."""
        self._tree(PROOFS)[f"{transfer_id}/{part_id}"] = scan

    def proof(self, transfer_id, part_id):
        """The same, or None."""
        return stored(self.school, PROOFS).get(f"{transfer_id}/{part_id}")

    @property
    def settings(self):
        return Settings(**stored(self.school, SETTINGS))

    def set(self, settings):
        """Store how the school wants it."""
        IAnnotations(self.school)[SETTINGS] = PersistentMapping(asdict(settings))

    def _tree(self, key):
        annotations = IAnnotations(self.school)
        if key not in annotations:
            annotations[key] = OOBTree()
        return annotations[key]


def transfers_of(school):
    """The `Transfers` of a school."""
    return Transfers(school)


def in_utc(value):
    """Plain data with every instant in UTC: a zone of our own would have to be found to load it."""
    if isinstance(value, dict):
        return {key: in_utc(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(in_utc(one) for one in value)
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def restored(row):
    """The `steps.Transfer` of what was stored; a field that came later has its default."""
    known = {one.name for one in fields(steps.Transfer)}
    values = {name: value for name, value in row.items() if name in known}
    for name, kind in _NESTED.items():
        values[name] = kind(**values[name]) if values.get(name) else None
    for name, kind in _NESTED_IN.items():
        values[name] = {key: kind(**one) for key, one in values.get(name, {}).items()}
    values["parts"] = tuple(steps.Part(**part) for part in values["parts"])
    return steps.Transfer(**values)
