"""Which texts have the words, asked in each database's own way.

Only texts of the visible scopes are touched: on SQLite their numbers stand in few ranges (a block
for each kind of file of a school, a range for each single scope), on PostgreSQL the scope is part
of the text index.
"""

from ..sql.types import Number
from . import sight as seeing
from .scopes import SCOPE_BITS
from .tables import blocks
from .tables import items
from .tables import texts
from .texts import TEXT_BITS
from functools import reduce
from sqlalchemy import column
from sqlalchemy import func
from sqlalchemy import literal
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import tuple_

import json


def matching(connection, sight, parts, file_uid=None):
    """The matcher for `parts` (see `words.asked`) within `sight`, and within one file if given."""
    kind = _Sqlite if connection.dialect.name == "sqlite" else _Postgresql
    return kind(connection, sight, parts, file_uid)


_FTS5 = text(
    """SELECT f.rowid AS id FROM json_each(:ranges) AS r CROSS JOIN texts_fts AS f
       WHERE f.texts_fts MATCH :query
       AND f.rowid >= json_extract(r.value, '$[0]') AND f.rowid < json_extract(r.value, '$[1]')"""
)
_FTS5_OF_ITEM = text(
    """EXISTS (SELECT 1 FROM texts_fts AS f
       WHERE f.texts_fts MATCH :query AND f.rowid = items.text_id)"""
)


class _Sqlite:
    """FTS5, one range of row numbers after the other."""

    def __init__(self, connection, sight, parts, file_uid):
        self.query = " ".join(_fts5(words, is_prefix) for words, is_prefix in parts)
        if file_uid:
            self.ranges = _scope_ranges(seeing.scopes_of_file(connection, sight, file_uid))
        else:
            self.ranges = _ranges(connection, sight)

    def numbers(self):
        """Subquery `id`: the number of each text that matches."""
        found = _FTS5.bindparams(ranges=json.dumps(self.ranges), query=self.query)
        return found.columns(column("id", Number)).subquery("found")

    def of_item(self):
        """Condition on one row of `items`."""
        return _FTS5_OF_ITEM.bindparams(query=self.query)


def _fts5(words, is_prefix):
    return f'"{" ".join(words)}"{" *" if is_prefix else ""}'


def _scope_ranges(numbers):
    return [[number << TEXT_BITS, (number + 1) << TEXT_BITS] for number in sorted(numbers)]


def _ranges(connection, sight):
    kinds = list(sight.by_team)
    mine = select(blocks.c.id).where(tuple_(blocks.c.school_uid, blocks.c.portal_type).in_(kinds))
    whole = sorted(connection.scalars(mine)) if kinds else []
    single = {number for number in sight.granted if number >> SCOPE_BITS not in whole}
    bits = SCOPE_BITS + TEXT_BITS
    return [[block << bits, (block + 1) << bits] for block in whole] + _scope_ranges(single)


_CONFIGURATION = literal_column("'welfarefiles'::regconfig")
_WORDS = literal_column("texts.words")


class _Postgresql:
    """tsvector, with the scope in the same GIN index."""

    def __init__(self, connection, sight, parts, file_uid):
        query = reduce(lambda some, more: some.op("&&")(more), [_tsquery(*part) for part in parts])
        self.matches = _WORDS.op("@@", is_comparison=True)(query)
        if file_uid:
            self.seen = texts.c.scope_id.in_(seeing.scopes_of_file(connection, sight, file_uid))
        else:
            self.seen = seeing.rows_seen(connection, sight, texts)

    def numbers(self):
        """Subquery `id`: the number of each text that matches."""
        return select(texts.c.id).where(self.seen, self.matches).subquery("found")

    def of_item(self):
        """Condition on one row of `items`."""
        # a subquery for a value, not EXISTS, which would be turned into a join with every match
        own = select(self.matches).select_from(texts).where(texts.c.id == items.c.text_id)
        return own.correlate(items).scalar_subquery()


def _tsquery(words, is_prefix):
    if is_prefix:
        return func.to_tsquery(_CONFIGURATION, " <-> ".join(words) + ":*")
    return func.phraseto_tsquery(_CONFIGURATION, " ".join(words))


def count_up_to(connection, numbers, most):
    """How many `numbers` there are, counting no further than `most`."""
    some = select(literal(1)).select_from(numbers).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some))


def items_with(numbers):
    """Condition on `items`: its text is among `numbers`."""
    return items.c.text_id.in_(select(numbers.c.id))
