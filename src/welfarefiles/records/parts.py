"""What was added to a record after it was signed, as tables: for its page, its print, its words."""

from ..interfaces import IRecordPart
from dataclasses import dataclass
from zope.component import subscribers


@dataclass(frozen=True)
class PartRow:
    """One line: a text for each label; `struck`: struck through, and still to be read."""

    cells: tuple
    struck: bool = False


@dataclass(frozen=True)
class Part:
    """One table, put together."""

    title: str
    labels: tuple
    rows: tuple
    is_searched: bool = True


def parts_of(record):
    """The `Part`s of a record that have rows, in their order."""
    found = sorted(subscribers((record,), IRecordPart), key=lambda one: (one.order, one.title))
    made = (Part(one.title, tuple(one.labels), tuple(one.rows()), one.is_searched) for one in found)
    return [part for part in made if part.rows]
