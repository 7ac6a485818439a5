"""Pages that continue after the last row shown, instead of counting from the first.

A page's `next` names only the row it ended with: never a value, which might be a child's name and
would stand in a URL.
"""

from ..sql.engine import get_store
from dataclasses import dataclass
from sqlalchemy import bindparam
from sqlalchemy import literal
from sqlalchemy import select
from sqlalchemy import tuple_
from typing import Any


class PageGone(LookupError):
    """The row a page should continue after is not there (any more) for this person."""


@dataclass(frozen=True)
class Page:
    """`rows` in order; `next` to be given as `after` for the following page, None at the end."""

    rows: list[Any]
    next: str | None = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


EMPTY = Page([])


def still_there(read, after):
    """The page `read(after)` gives; the first one where the row it was to follow is gone."""
    try:
        return read(after)
    except PageGone:
        return read(None)


def together():
    """Context in which this thread's questions are answered by one connection; see `Store`."""
    return get_store().together()


def kept():
    """What the parts of a page keep for each other until `together` ends; see `Store.kept`."""
    return get_store().kept()


def page(connection, statement, order, descending, after, limit):
    """(rows, next) of one page of `statement`.

    `order`: columns whose last ones are the row's key, whose values are words; `after`: what the
    page before gave as `next`. Raises `PageGone`; ValueError when `limit` is not a positive number.
    """
    _check(limit)
    wanted = ordered(statement, order, descending).limit(limit + 1)
    if after:
        wanted = wanted.where(_beyond(connection, statement, order, descending, after))
    return _cut(connection.execute(wanted).all(), order, limit)


def _check(limit):
    if limit < 1:
        raise ValueError("a page needs at least one row")


def ordered(statement, order, descending):
    """The statement with its rows in that order."""
    return statement.order_by(*(c.desc() if descending else c.asc() for c in order))


def _cut(rows, order, limit):
    """(rows of the page, what to continue after) of one row more than the page has."""
    more = len(rows) > limit
    rows = rows[:limit]
    return rows, _name(rows[-1], _key(order)) if more else None


def _key(order):
    return list(order[0].table.primary_key)


def _name(row, key):
    return ":".join(getattr(row, column.name) for column in key)


def _beyond(connection, statement, order, descending, after):
    key = _key(order)
    parts = after.split(":", len(key) - 1)
    if len(parts) != len(key):
        raise PageGone(after)
    # through the statement itself: of a row one may not see nothing can be learned this way
    is_last = [column == part for column, part in zip(key, parts, strict=True)]
    last = connection.execute(statement.with_only_columns(*order).where(*is_last)).one_or_none()
    if last is None:
        raise PageGone(after)
    columns, values = (
        tuple_(*order),
        tuple_(*(literal(v, c.type) for v, c in zip(last, order, strict=True))),
    )
    return columns < values if descending else columns > values


def listed(connection, statement, order, descending, after, limit, make):
    """A `Page` whose rows are `make(row)`."""
    rows, following = page(connection, statement, order, descending, after, limit)
    return Page([make(row) for row in rows], following)


MOST = bindparam("most")


def first_page(connection, prepared, values, order, limit, make):
    """The same without `after`, of a `Prepared` statement: ordered, and limited to `MOST`.

    For questions that most pages ask: to put one together takes longer than to answer it.
    """
    _check(limit)
    found = prepared.rows(connection, **values, most=limit + 1)
    rows, following = _cut(found, order, limit)
    return Page([make(row) for row in rows], following)


def only(connection, table, make, *conditions):
    """`make` of the one row for which `conditions` hold, or None."""
    found = connection.execute(select(table).where(*conditions)).one_or_none()
    return None if found is None else make(found)
