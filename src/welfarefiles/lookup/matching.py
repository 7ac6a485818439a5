"""Which texts have the words, asked in each database's own way.

Only texts of the visible scopes are touched: on SQLite their numbers stand in few ranges (a block
for each kind of file of a school, a range for each single scope), on PostgreSQL the scope is part
of the text index.
"""

from ..index.scopes import SCOPE_BITS
from ..index.tables import blocks
from ..index.tables import items
from ..index.tables import texts
from ..index.texts import TEXT_BITS
from ..sql.types import Number
from .seen import rows_in
from functools import reduce
from sqlalchemy import BigInteger
from sqlalchemy import column
from sqlalchemy import func
from sqlalchemy import literal
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import tuple_
from sqlalchemy.dialects.postgresql import ARRAY

import json


def matching(connection, sight, few, parts):
    """The matcher for `parts` (see `words.asked`) within `sight`.

    `few`: numbers of all scopes to look in, or None when they are many.
    """
    kind = _Sqlite if connection.dialect.name == "sqlite" else _Postgresql
    return kind(connection, sight, few, parts)


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

    def __init__(self, connection, sight, few, parts):
        self.has_prefix = any(is_prefix for _words, is_prefix in parts)
        self.query = " ".join(_fts5(words, is_prefix) for words, is_prefix in parts)
        self.ranges = _ranges(connection, sight) if few is None else _single(few)

    def numbers(self):
        """Subquery `id`: the number of each text that matches."""
        found = _FTS5.bindparams(ranges=json.dumps(self.ranges), query=self.query)
        return found.columns(column("id", Number)).subquery("found")

    def among(self, column, numbers):
        """Condition: the column is one of `numbers`, however many."""
        listed = func.json_each(json.dumps(numbers)).table_valued("value")
        return column.in_(select(listed.c.value))

    def of_item(self):
        """Condition on one row of `items`, to be asked of one after the other."""
        if self.has_prefix:  # too much work to be done for each row: all matches at once
            return items.c.text_id.in_(select(self.numbers().c.id))
        return _FTS5_OF_ITEM.bindparams(query=self.query)


def _fts5(words, is_prefix):
    return f'"{" ".join(words)}"{" *" if is_prefix else ""}'


def _single(scopes):
    return [[number << TEXT_BITS, (number + 1) << TEXT_BITS] for number in scopes]


def _ranges(connection, sight):
    """The whole blocks of what is seen by team, and the scopes seen by grant beside them."""
    kinds = sorted({(school_uid, portal_type) for school_uid, portal_type, _state in sight.kinds})
    mine = tuple_(blocks.c.school_uid, blocks.c.portal_type).in_(kinds)
    whole = sorted(connection.scalars(select(blocks.c.id).where(mine)))
    beside = sorted(number for number in sight.granted if number >> SCOPE_BITS not in whole)
    bits = SCOPE_BITS + TEXT_BITS
    return [[number << bits, (number + 1) << bits] for number in whole] + _single(beside)


_CONFIGURATION = literal_column("'welfarefiles'::regconfig")
_WORDS = literal_column("texts.words")


class _Postgresql:
    """tsvector, with the scope in the same GIN index."""

    def __init__(self, connection, sight, few, parts):
        query = reduce(lambda some, more: some.op("&&")(more), [_tsquery(*part) for part in parts])
        self.matches = _WORDS.op("@@", is_comparison=True)(query)
        self.seen = rows_in(connection, texts, sight, few)

    def numbers(self):
        """Subquery `id`: the number of each text that matches."""
        return select(texts.c.id).where(self.seen, self.matches).subquery("found")

    def among(self, column, numbers):
        """Condition: the column is one of `numbers`, however many."""
        return column == func.any(literal(numbers, ARRAY(BigInteger)))

    def of_item(self):
        """Condition on one row of `items`, to be asked of one after the other."""
        # a subquery for a value, not EXISTS, which would be turned into a join with every match
        own = select(self.matches).select_from(texts).where(texts.c.id == items.c.text_id)
        return own.correlate(items).scalar_subquery()


def _tsquery(words, is_prefix):
    if is_prefix:
        return func.to_tsquery(_CONFIGURATION, " <-> ".join(words) + ":*")
    return func.phraseto_tsquery(_CONFIGURATION, " ".join(words))
