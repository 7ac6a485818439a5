"""Lines added to a record after it was signed: kept with it, never changed, struck through at most.

A signed record is frozen; what happens to the thing it tells of (a paper returned, a dose given)
is added below it. One line is one row of a tree of its own: adding it writes one bucket of that
tree and the record's mark of change, however long the log has become.
"""

from ..calendars import london
from ..errors import BadRow
from ..index.pending import touch
from ..people.stored import stored
from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import UTC
from itertools import islice
from secrets import token_hex
from zope.annotation.interfaces import IAnnotations


GONE = "There is no such line."
WHY = "Say why it is struck through."
STRUCK = "This line is struck through already."
LONGEST = 1000
# Ids count down from here, so that a tree gives its latest lines first.
_END = 10**14


class Appended:
    """The lines of one record under one key; a line's id says in order when it is about."""

    def __init__(self, record, key):
        self.record, self.key = record, key

    def newest(self, limit=None, before=None):
        """(id, row) of so many lines (None: all), the latest first, of those before an id."""
        rows = stored(self.record, self.key)
        if not rows:
            return []
        found = rows.items(min=before, excludemin=True) if before else rows.items()
        return [(id, _read(row)) for id, row in islice(found, limit)]

    def all(self):
        """(id, row) of every line, the earliest first."""
        return self.newest()[::-1]

    def get(self, id):
        """One row; raises `BadRow`."""
        row = stored(self.record, self.key).get(id) if isinstance(id, str) else None
        if row is None:
            raise BadRow("id", GONE)
        return _read(row)

    def add(self, at, row):
        """Add a line that is about an instant (aware); its id."""
        id = f"{_END - int(f'{at.astimezone(UTC):%Y%m%d%H%M%S}'):014d}{token_hex(4)}"
        self._write(id, row)
        return id

    def complete(self, id, **more):
        """Say more of a line: what it says already stays as it is."""
        row = self.get(id)
        said = [name for name in more if row.get(name)]
        if said:
            raise ValueError(f"a line says this already: {said}")
        self._write(id, {**row, **more})

    def strike(self, id, reason, by):
        """Strike a line through: it stays readable, with who did it and why. Raises `BadRow`."""
        check_strike(self.get(id), reason)
        self.complete(id, struck_by=by, struck_at=london.now(), struck_reason=reason)

    def _write(self, id, row):
        annotations = IAnnotations(self.record)
        if self.key not in annotations:
            annotations[self.key] = OOBTree()
        annotations[self.key][id] = {
            name: value.astimezone(UTC) if isinstance(value, datetime) else value
            for name, value in row.items()
        }
        touch(self.record)


def check_strike(row, reason):
    """Raise `BadRow` for a line that cannot be struck through so."""
    if row.get("struck_at"):
        raise BadRow("struck", STRUCK)
    if not reason:
        raise BadRow("struck", WHY)
    check_length("struck", reason)


def check_length(field, text):
    """Raise `BadRow` for a text that fits no line."""
    if len(text) > LONGEST:
        raise BadRow(field, "Say it in fewer words.")


def _read(row):
    """A row with its instants in London's time."""
    return {
        name: london.in_london(value) if isinstance(value, datetime) else value
        for name, value in row.items()
    }
