"""Does a ledger hold? Follows the chain from its first entry to its last. No Plone, no database."""

from .entry import COLUMNS
from .entry import CONTENT
from .entry import digest_of
from .entry import GENESIS
from .entry import hash_of
from .entry import moment_text
from .entry import SEALABLE
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from hashlib import sha256

import json
import re


#: What is left of a sealed entry.
SKELETON = ("number", "moment", "kind", "digest", "hash", "seal")
SEALED = "ledger.sealed"
#: No entry may be sealed that is younger; the triggers refuse it as well.
YOUNGEST = timedelta(days=365)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


@dataclass(frozen=True)
class Problem:
    """Something that does not hold. `number` of the entry, 0 where it is about the whole."""

    number: int
    what: str

    def __str__(self):
        return f"entry {self.number}: {self.what}" if self.number else self.what


@dataclass(frozen=True)
class Head:
    """What was noted elsewhere as the last entry at some time; `where` says in which line."""

    number: int
    hash: str
    where: str


@dataclass
class Report:
    """What came out: numbers of entries and sealed ones, the head, problems in order, notes."""

    entries: int = 0
    sealed: int = 0
    head: tuple = (0, GENESIS)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def holds(self):
        return not self.problems


def verify(entries, skeletons=(), heads=()):
    """The `Report` on a ledger.

    `entries`: dictionaries of `COLUMNS`, `skeletons`: of `SKELETON`, each in the order in which it
    is stored, which is that of their numbers; `heads`: `Head`s.
    """
    run = _Run(heads)
    for row, is_skeleton in _merged(entries, skeletons):
        run.see(row, is_skeleton)
    return run.end()


def _merged(entries, skeletons):
    """Both in one order, with whether it is a skeleton."""
    left, right = iter(entries), iter(skeletons)
    entry, skeleton = next(left, None), next(right, None)
    while entry is not None or skeleton is not None:
        if skeleton is None or (entry is not None and _number(entry) <= _number(skeleton)):
            yield entry, False
            entry = next(left, None)
        else:
            yield skeleton, True
            skeleton = next(right, None)


def _number(row):
    number = row.get("number")
    return number if type(number) is int else 0


class _Seal:
    """What the skeletons say that belong to one seal."""

    def __init__(self):
        self.count = 0
        self.latest = ""
        self.hasher = sha256()

    def add(self, row):
        self.count += 1
        self.latest = max(self.latest, row["moment"])
        self.hasher.update(f"{row['number']} {row['hash']}\n".encode())


class _Run:
    def __init__(self, heads):
        self.report = Report()
        self.heads = {}
        for head in heads:
            self.heads.setdefault(head.number, []).append(head)
        self.seals = {}
        self.seal_entries = {}
        self.last_moment = ""

    def see(self, row, is_skeleton):
        number = row.get("number")
        fault = _damage(row, SKELETON if is_skeleton else COLUMNS)
        if fault:
            self._problem(_number(row), fault)
            if type(number) is not int:
                return
        last, last_hash = self.report.head
        if number != last + 1:
            self._problem(number, _misplaced(number, last))
        if not fault:
            (self._see_skeleton if is_skeleton else self._see_entry)(row, last_hash)
        self._see_head(row)
        # what is stored, so that one wrong entry does not make all after it wrong
        self.report.head = (max(number, last), row.get("hash"))

    def _see_entry(self, row, last_hash):
        self.report.entries += 1
        number = row["number"]
        if digest_of(row[name] for name in CONTENT) != row["digest"]:
            self._problem(number, "what it says was changed")
        if _own_hash(row, row["previous"]) != row["hash"]:
            self._problem(number, "its number, time, kind or hash was changed")
        if row["previous"] != last_hash:
            self._problem(number, "it does not follow from the entry before it")
        self._see_clock(row)
        if row["action"] == SEALED:
            self.seal_entries[number] = (row["moment"], row["detail"])

    def _see_skeleton(self, row, last_hash):
        self.report.sealed += 1
        number = row["number"]
        if _own_hash(row, last_hash) != row["hash"]:
            self._problem(number, "it was sealed, and what is left of it was changed")
        if row["kind"] not in SEALABLE:
            self._problem(number, f"it was sealed, but entries of kind {row['kind']!r} never are")
        if row["seal"] <= number:
            self._problem(number, "it was sealed before it was entered")
        self._see_clock(row)
        self.seals.setdefault(row["seal"], _Seal()).add(row)

    def _see_clock(self, row):
        if row["moment"] < self.last_moment:
            note = f"entry {row['number']}: the clock had been put back"
            self.report.notes.append(f"{note} ({self.last_moment} came before {row['moment']})")
        self.last_moment = row["moment"]

    def _see_head(self, row):
        for head in self.heads.pop(row["number"], ()):
            if head.hash != row.get("hash"):
                self._problem(head.number, f"it is not the one that was noted in {head.where}")

    def _problem(self, number, what):
        self.report.problems.append(Problem(number, what))

    def end(self):
        for number in sorted(self.seals.keys() | self.seal_entries.keys()):
            fault = self._fault_of_seal(number)
            if fault:
                self._problem(number, fault)
        for number, heads in sorted(self.heads.items()):
            where = ", ".join(head.where for head in heads)
            self._problem(number, f"it is missing, although it was noted in {where}")
        self.report.problems.sort(key=lambda problem: problem.number)
        return self.report

    def _fault_of_seal(self, number):
        if number not in self.seal_entries:
            return "there are sealed entries that name it as their seal, and it is none"
        if number not in self.seals:
            return "it is a seal, and what is left of the sealed entries is missing"
        seal, (moment, detail) = self.seals[number], self.seal_entries[number]
        said = _json(detail)
        if (said.get("count"), said.get("skeletons")) != (seal.count, seal.hasher.hexdigest()):
            return "it is a seal, and the sealed entries are not those it names"
        if seal.latest > moment_text(datetime.fromisoformat(moment) - YOUNGEST):
            return "it is a seal, and it sealed entries that were too young"
        return ""


def _damage(row, columns):
    """What is wrong with the form of a row, or ""."""
    if set(row) != set(columns):
        return "columns are missing or unknown"
    for name in columns:
        wanted = int if name in ("number", "seal") else str
        if type(row[name]) is not wanted:
            return f"{name} is damaged"
    if not _MOMENT.fullmatch(row["moment"]):
        return "its time is damaged"
    return ""


def _misplaced(number, last):
    if number <= last:
        return "it is there twice, or in the wrong place"
    missing = f"entry {last + 1} is" if number == last + 2 else f"{last + 1} to {number - 1} are"
    return f"{missing} missing before it"


def _own_hash(row, previous):
    return hash_of(row["number"], row["moment"], row["kind"], row["digest"], previous)


def _json(text):
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
