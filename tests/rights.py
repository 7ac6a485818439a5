"""The table of rights in `tests/permissions/*.csv`, read for the tests.

It is written by hand from the policy, not from the workflows, and says for each type, state (of the
file too, for records) and operation which roles may. A cell may name several types or states,
parted by blanks. Columns after `operation` are roles; `x` is yes.
"""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import csv


FOLDER = Path(__file__).parent / "permissions"
KEYS = ("type", "file", "state")


@dataclass(frozen=True)
class Place:
    """Where rights are asked for: content of a type in a state, in a file of a state or in none."""

    portal_type: str
    state: str
    file_state: str = ""

    def __str__(self):
        inside = f" in a file {self.file_state}" if self.file_state else ""
        return f"{self.portal_type} {self.state}{inside}"


def read(name):
    """`{Place: {operation: frozenset of roles}}` of one part of the table; no cell stands twice."""
    found = {}
    for row in _rows(name):
        allowed = frozenset(role for role in roles(name) if row[role] == "x")
        for place in _places(row):
            cells = found.setdefault(place, {})
            if row["operation"] in cells:
                raise ValueError(f"{name}: {place}, {row['operation']} stands there twice.")
            cells[row["operation"]] = allowed
    return found


#: Records again, where they stand in the restricted section.
RESTRICTED = "restricted_record"


def whole():
    """All files of the table together, but for records in the restricted section."""
    return {
        place: cells
        for path in sorted(FOLDER.glob("*.csv"))
        if path.stem != RESTRICTED
        for place, cells in read(path.stem).items()
    }


def roles(name):
    """Roles of the table, in the order of its columns."""
    return [column for column in _head(name) if column not in (*KEYS, "operation")]


#: Types that are alike: what stands for the one holds for the others.
ALIKE = {
    "FilesFolder": ("FilesFolder", "ConcernsFolder"),
    "ContactNote": ("ContactNote", "Meeting", "SchoolEvent", "Notification"),
    "Assessment": ("Assessment", "CourtReport"),
    "WelfareDocument": (
        "WelfareDocument",
        "MedicationLog",
        "CourtOrder",
        "ContactArrangement",
        "DelegatedAuthority",
        "FosteringArrangement",
        "OriginalDocument",
        "ChildContribution",
        "PaperVolume",
    ),
}


def _places(row):
    types = [one for name in row["type"].split() for one in ALIKE.get(name, (name,))]
    names = product(types, row["state"].split(), row.get("file", "").split() or [""])
    return [Place(*name) for name in names]


def _rows(name):
    head, *rows = _lines(name)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(head) or not set(row[len(head) - len(roles(name)) :]) <= {"x", ""}:
            raise ValueError(f"{name}: row {number} is not as the others: {row}")
        yield dict(zip(head, row, strict=True))


def _head(name):
    return _lines(name)[0]


def _lines(name):
    text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [[cell.strip() for cell in row] for row in csv.reader(lines)]
