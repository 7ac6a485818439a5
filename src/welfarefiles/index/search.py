"""Search in the words of files, records and uploads.

Rights come first: who may see nothing gets an answer that costs the same for every word, and no
text outside the scopes (or, for a team, the kinds of file) a person may see is looked at.
"""

from ..sql.engine import get_store
from . import sight as seeing
from .matching import count_up_to
from .matching import items_with
from .matching import matching
from .pages import EMPTY
from .pages import listed
from .stored import file_row
from .stored import record_row
from .tables import files
from .tables import items
from .words import asked
from sqlalchemy import select


# Up to so many matches are sorted; of more, the rows are walked in order until a page is full. Both
# cost about the same here, 20 ms of 200,000 records: sorting 2 µs a match, walking 40 µs a row.
FEW = 10_000
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
        found = _found(connection, who, text, school_uid, file_uid, where)
        if found is None:
            return EMPTY
        return listed(
            connection, found, (SORTS[sort], items.c.uid), descending, after, limit, record_row
        )


def count_found(
    who, text="", school_uid=None, file_uid=None, portal_types=(), kinds=(), states=(), most=1000
):
    """How many `search` would list, counting no further than `most`."""
    where = {"portal_type": portal_types, "kind": kinds, "state": states}
    with get_store().reading() as connection:
        found = _found(connection, who, text, school_uid, file_uid, where)
        return 0 if found is None else count_up_to(connection, found.subquery(), most)


def _found(connection, who, text, school_uid, file_uid, where):
    """The statement that lists it all; None when there can be nothing."""
    seen = seeing.look(connection, who)
    seen = seen.of_school(school_uid) if school_uid else seen
    parts = asked(text)
    if not seen or (text and not parts):
        return None
    conditions = [items.c[name].in_(list(values)) for name, values in where.items() if values]
    if school_uid:
        conditions.append(items.c.school_uid == school_uid)
    if file_uid:
        conditions.append(items.c.file_uid == file_uid)
    if parts:
        conditions.append(_has_words(connection, seen, parts, file_uid))
    return select(items).where(seeing.rows_seen(connection, seen, items), *conditions)


def _has_words(connection, seen, parts, file_uid):
    matches = matching(connection, seen, parts, file_uid)
    numbers = matches.numbers()
    if count_up_to(connection, numbers, FEW) < FEW:
        return items_with(numbers)
    return matches.of_item()


def file_rows(uids):
    """{uid: FileRow} of the files a page of results belongs to. The caller has checked them."""
    with get_store().reading() as connection:
        rows = connection.execute(select(files).where(files.c.uid.in_(set(uids)))).mappings()
        return {row["uid"]: file_row(row) for row in rows}
