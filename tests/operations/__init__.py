"""Who may do what by which way: tables written by hand, and everybody who tries (R042).

`ours.txt` has what this package offers and who is let through to it; `nobodys.txt` what Plone would
offer on our content, which nobody is. Whoever is not let through finds nothing there.
"""

from dataclasses import dataclass
from pathlib import Path

import json


FOLDER = Path(__file__).parent
#: User id of everybody who tries, and the one role they have.
PEOPLE = {
    "staff": "Staff Member",
    "lead": "Welfare Lead",
    "head": "Authoriser",
    "office": "Welfare Administrator",
    "records": "Records Manager",
    "auditor": "Auditor",
    "worker": "Case Worker",
    "reader": "Case Reader",
    "privileged": "Privileged Reader",
    "stranger": "Member",
    "author": "Owner",
    "editor": "Other global roles",
    "siteadmin": "Site Administrator",
    "manager": "Manager",
    "barred": "a lead who is a relative",
    "nobody": "Anonymous",
}
EVERYBODY = frozenset(PEOPLE) - {"nobody"}


@dataclass(frozen=True)
class Operation:
    """One way to do one thing: a request to a place, and who is let through to it."""

    place: str
    name: str
    way: str
    method: str
    what: str
    sent: str
    who: frozenset = frozenset()

    @property
    def is_rest(self):
        return self.way == "REST"

    def __str__(self):
        return f"{self.place}: {self.name} by {self.way}, {self.method} {self.what}"


def ours():
    """The operations of this package, in the order of the table."""
    for place, name, way, request, who in lines("ours.txt"):
        allowed = EVERYBODY if who == "everybody" else frozenset(who.split())
        yield Operation(place, name, way, *parts(request), allowed)


def nobodys(place):
    """Plone's own, on one place."""
    for name, way, request in lines("nobodys.txt"):
        yield Operation(place, name, way, *parts(request))


def lines(name):
    """Cells of the rows of a table."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [[cell.strip() for cell in row.split(" | ")] for row in map(ended, rows)]


def ended(row):
    """A row whose last cell may be empty."""
    return f"{row} " if row.endswith("|") else row


def parts(request):
    """(method, what is asked for, what is sent) of a request."""
    method, _space, rest = request.partition(" ")
    what, _space, sent = rest.partition(" ")
    if what.startswith("{"):
        what, sent = "", rest
    return method, what, sent.strip()


def filled(text, names):
    """A text of the table with `{name}`s put in; JSON has braces of its own."""
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def checked(sent):
    """What is sent to a service, which must be JSON."""
    return json.dumps(json.loads(sent)) if sent else "{}"
