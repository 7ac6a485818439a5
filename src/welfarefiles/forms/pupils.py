"""The school's pupils as the form offers them: names, year and class, and nothing about files.

How a pupil is known as is taken too, where the list says it: `named` looks for it in texts.

Kept on the school's folder of concerns, replaced as a whole by an import; a pupil keeps their key.
"""

from .. import _
from ..files.identity import normalise_upn
from ..files.identity import year_group_title
from ..files.identity import YEAR_GROUPS
from ..index.words import sort_key
from ..index.words import words
from ..interfaces import IConcernsFolder
from ..ledger.writing import enter
from ..people.stored import stored
from ..rest.fromjson import CONTROL
from BTrees.OOBTree import OOBTree
from dataclasses import astuple
from dataclasses import dataclass
from datetime import date
from zope.annotation.interfaces import IAnnotations

import csv
import io
import re
import secrets


KEY = "welfarefiles.forms.pupils"
FOLDER = "concerns"
#: Most that are offered at once, and fewest letters that are looked for.
OFFERED, LETTERS = 8, 2
MOST_PUPILS, LONGEST = 5000, 120
UNREADABLE = _("This cannot be read as a table: save it as CSV (UTF-8) and choose it again.")
COLUMNS = {
    "given_name": ("given name", "first name", "forename", "legal forename"),
    "family_name": ("family name", "last name", "surname", "legal surname"),
    "year": ("year", "year group"),
    "class_name": ("class", "class group", "form", "registration group", "reg"),
    "date_of_birth": ("date of birth", "dob"),
    "upn": ("upn",),
    "known_as": (
        "known as",
        "preferred name",
        "preferred forename",
        "chosen name",
        "chosen forename",
    ),
}
DAYS = (
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})",
)


@dataclass(frozen=True)
class Pupil:
    """A pupil of the list. `key` is random and says nothing."""

    key: str
    given_name: str
    family_name: str
    year: str = ""
    class_name: str = ""
    date_of_birth: date | None = None
    upn: str = ""
    known_as: str = ""

    @property
    def label(self):
        """ "Maya Ellison, Year 7, 7B": what the form shows and takes."""
        year = year_group_title(self.year) if self.year in YEAR_GROUPS else self.year
        name = f"{self.given_name} {self.family_name}".strip()
        return ", ".join(part for part in (name, year, self.class_name) if part)

    @property
    def identity(self):
        """By what a pupil is the same one in the next list."""
        born = self.date_of_birth.isoformat() if self.date_of_birth else ""
        return self.upn or f"{sort_key(self.family_name, self.given_name)} {born}"


class BadList(ValueError):
    """The list cannot be read; the text is a message for whoever brought it."""


class Pupils:
    """The list of one school. Get it by `pupils`."""

    def __init__(self, folder):
        self.folder = folder
        self._stored = stored(folder, KEY) if folder is not None else {}

    def __len__(self):
        return len(self._stored)

    @property
    def mark(self):
        """Another one for another list, None for one that is not stored yet."""
        return getattr(self._stored, "_p_oid", None)

    def names(self):
        """All `Pupil`s, in no order."""
        return [Pupil(*row) for row in self._stored.values()]

    def all(self):
        """All `Pupil`s, by name."""
        found = [Pupil(*row) for row in self._stored.values()]
        return sorted(found, key=lambda one: sort_key(one.family_name, one.given_name))

    def get(self, key):
        """One `Pupil`, or None."""
        row = self._stored.get(key)
        return Pupil(*row) if row else None

    def find(self, text):
        """Up to `OFFERED` `Pupil`s in whose name, year or class every word typed begins a word."""
        asked = words(sort_key(text))
        if sum(map(len, asked)) < LETTERS:
            return []
        found = (one for one in self.all() if _begin(asked, words(sort_key(one.label))))
        return [one for one, _number in zip(found, range(OFFERED), strict=False)]

    def named(self, label):
        """The one `Pupil` called exactly so, or None when there are none or several."""
        found = [one for one in self.all() if sort_key(one.label) == sort_key(label)]
        return found[0] if len(found) == 1 else None

    def replace(self, found):
        """Put the pupils of a new list in place of the old; those who stay keep their keys."""
        keys = {one.identity: one.key for one in self.all()}
        tree = OOBTree()
        for one in found:
            key = keys.get(one.identity, one.key)
            tree[key] = (key, *astuple(one)[1:])
        IAnnotations(self.folder)[KEY] = self._stored = tree
        enter("forms.pupils-imported", self.folder, number=len(tree))


def pupils(school):
    """The `Pupils` of a school."""
    folder = school.get(FOLDER) if school is not None else None
    return Pupils(folder if IConcernsFolder.providedBy(folder) else None)


def _begin(asked, said):
    return all(any(word.startswith(one) for word in said) for one in asked)


def read_list(data):
    """`Pupil`s of a CSV with a row of headings (bytes: UTF-8, or what Excel writes).

    Raises `BadList` with the number of the row that is wrong; then nothing is taken.
    """
    rows = iter(_rows(_text(data)))
    head = [" ".join(cell.casefold().replace("_", " ").split()) for cell in next(rows, [])]
    places = {name: _place(head, names) for name, names in COLUMNS.items()}
    if places["given_name"] is None or places["family_name"] is None:
        raise BadList(_("The first row must have the headings: Given name, Family name."))
    found = {}
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            one = _pupil(row, places, number)
            if one.identity in found:
                raise BadList(
                    _("Row ${number}: this pupil is in the list twice.", mapping={"number": number})
                )
            found[one.identity] = one
        if len(found) > MOST_PUPILS:
            raise BadList(_("A list has at most ${most} pupils.", mapping={"most": MOST_PUPILS}))
    if not found:
        raise BadList(_("There is no pupil in this list."))
    return list(found.values())


def _rows(text):
    if CONTROL.search(text):
        raise BadList(UNREADABLE)
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:  # a cell without an end, for instance
        raise BadList(UNREADABLE) from error


def _text(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _place(head, names):
    return next((head.index(name) for name in names if name in head), None)


def _pupil(row, places, number):
    cell = dict.fromkeys(COLUMNS, "")
    for name, place in places.items():
        if place is not None and place < len(row):
            cell[name] = " ".join(row[place].split())[:LONGEST]
    if not (cell["given_name"] and cell["family_name"]):
        raise BadList(_("Row ${number}: a name is missing.", mapping={"number": number}))
    year = re.sub(r"^year\s+", "", cell["year"], flags=re.I)
    return Pupil(
        secrets.token_hex(8),
        cell["given_name"],
        cell["family_name"],
        year,
        cell["class_name"],
        _day(cell["date_of_birth"], number),
        normalise_upn(cell["upn"]) or "",
        cell["known_as"],
    )


def _day(text, number):
    if not text:
        return None
    for pattern in DAYS:
        found = re.fullmatch(pattern, text)
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise BadList(
        _("Row ${number}: write the date of birth as 31/12/2016.", mapping={"number": number})
    )
