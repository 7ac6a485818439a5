"""Insert or change a row in one statement, on either database."""

from functools import cache
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite


def upsert(connection, table, rows):
    """Insert `rows` (dicts with the same keys), or change those whose primary key exists."""
    if rows:
        connection.execute(_statement(table, connection.dialect.name, frozenset(rows[0])), rows)


def insert_new(connection, table, rows):
    """Insert `rows`; leave alone what is there already."""
    if rows:
        connection.execute(_insert(connection.dialect.name)(table).on_conflict_do_nothing(), rows)


def _insert(dialect):
    return (sqlite if dialect == "sqlite" else postgresql).insert


@cache
def _statement(table, dialect, names):
    statement = _insert(dialect)(table)
    keys = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in sorted(names - set(keys))}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)
