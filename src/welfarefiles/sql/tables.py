"""Where every concern declares its tables; `migrations` creates them, a test compares the two."""

from sqlalchemy import delete
from sqlalchemy import MetaData


metadata = MetaData()

#: In a table's `info`: triggers keep its rows, nobody can remove them.
APPEND_ONLY = {"append_only": True}


def removable():
    """Every table, of all concerns, whose rows can be removed."""
    return [table for table in metadata.sorted_tables if "append_only" not in table.info]


def empty(store):
    """Remove every row that can be removed. For tests, between two of them."""
    with store.writing() as connection:
        for table in reversed(removable()):
            connection.execute(delete(table))
