"""Search in the words of files, records and uploads.

Rights come first: who may see nothing gets an answer that costs the same for every word, and no
text outside the scopes (or, for a team, the kinds of file) a person may see is looked at.
"""

from ..index.stored import file_row
from ..index.stored import record_row
from ..index.tables import files
from ..index.tables import items
from ..index.words import asked
from ..sql.engine import get_store
from .matching import matching
from .pages import EMPTY
from .pages import listed
from .seen import few_scopes
from .seen import files_seen
from .seen import rows_in
from .seen import scopes_of_file
from .sight import look
from dataclasses import dataclass
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import true
from typing import Any


# Up to so many matches are sorted; of more, the rows are walked in order until a page is full. At
# this number both take about 20 ms of 200,000 records.
FEW = {"sqlite": 10_000, "postgresql": 2_000}
SORTS = {
    "happened_at": items.c.happened_at,
    "recorded_at": items.c.recorded_at,
    "title": items.c.title,
}


def search(
    who,
    text="",
    school_uid=None,
    file_uid=None,
    portal_types=(),
    kinds=(),
    states=(),
    sort="happened_at",
    descending=True,
    after=None,
    limit=25,
):
    """A `Page` of `RecordRow` (a file as its own item) with all words of `text`, newest first.

    Without `text`, everything `who` may see. Raises `PageGone`. Names of children are not in these
    rows: `file_rows` gives them.
    """
    where = {"portal_type": portal_types, "kind": kinds, "state": states}
    with get_store().reading() as connection:
        question = _question(connection, who, text, school_uid, file_uid, where)
        if question is None:
            return EMPTY
        found = select(items).where(*question.conditions, question.in_order(connection))
        order = (SORTS[sort], items.c.uid)
        return listed(connection, found, order, descending, after, limit, record_row)


def count_found(
    who, text="", school_uid=None, file_uid=None, portal_types=(), kinds=(), states=(), most=1000
):
    """How many `search` would list, counting no further than `most`."""
    where = {"portal_type": portal_types, "kind": kinds, "state": states}
    with get_store().reading() as connection:
        question = _question(connection, who, text, school_uid, file_uid, where)
        return 0 if question is None else question.count(connection, most)


@dataclass(frozen=True)
class _Question:
    """What is looked for: `conditions` on the items, and which texts match (None: any)."""

    conditions: list
    matches: Any

    def in_order(self, connection):
        """Condition on the items that suits a page of them in order."""
        if self.matches is None:
            return true()
        few = FEW[connection.dialect.name]
        found = connection.scalars(self.matches.numbers().select().limit(few)).all()
        if len(found) < few:
            return self.matches.among(items.c.text_id, found)
        return self.matches.of_item()

    def count(self, connection, most):
        """How many items there are, up to `most`, from the matches rather than in order."""
        found = select(items.c.uid).where(*self.conditions)
        if self.matches is not None:
            # not a join, in which SQLite would ask of each item whether it matches
            numbers = self.matches.numbers()
            its = found.where(items.c.text_id == numbers.c.id).correlate(numbers)
            found = select(numbers.c.id).where(its.exists())
        return _up_to(connection, found, most)


def _up_to(connection, found, most):
    return connection.scalar(select(func.count()).select_from(found.limit(most).subquery()))


def _question(connection, who, text, school_uid, file_uid, where):
    """The `_Question`; None when there can be no answer, and then no text is looked at."""
    seen, parts = look(connection, who), asked(text)
    seen = seen.of_school(school_uid) if school_uid else seen
    if not seen or (text and not parts):
        return None
    few = scopes_of_file(connection, seen, file_uid) if file_uid else few_scopes(connection, seen)
    if few is not None and not few:
        return None
    conditions = [items.c[name].in_(list(values)) for name, values in where.items() if values]
    conditions.append(rows_in(connection, items, seen, few))
    if school_uid:
        conditions.append(items.c.school_uid == school_uid)
    if file_uid:
        conditions.append(items.c.file_uid == file_uid)
    return _Question(conditions, matching(connection, seen, few, parts) if parts else None)


def file_rows(uids, who=None):
    """{uid: FileRow} of the files a page of results belongs to.

    With `who`, only files that person may see: somebody who was given one record of a file sees it
    in the results, and nothing of the file. Without, the caller has checked them.
    """
    with get_store().reading() as connection:
        wanted = select(files).where(files.c.uid.in_(set(uids)))
        if who is not None:
            wanted = wanted.where(files_seen(look(connection, who)))
        rows = connection.execute(wanted)
        return {row.uid: file_row(row) for row in rows}
