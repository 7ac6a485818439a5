"""The numbers of scopes, safe with any number of writers."""

from .tables import blocks
from .tables import scopes
from .upserts import insert_new
from sqlalchemy import bindparam
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text


# a scope's number is its block's number and then its own within the block
SCOPE_BITS = 20
UNKNOWN = ""  # state of a scope whose file has no rows: nobody sees it until the index is mended

# Made once: to put a statement together takes longer than to run it.
_KNOWN = select(scopes.c.id).where(scopes.c.uid == bindparam("uid"))


def scope_id(connection, scope):
    """The number of `scope`; adds it, invisible to all, when there is none."""
    found = connection.scalar(_KNOWN, {"uid": scope.uid})
    if found is None:
        insert_new(
            connection,
            scopes,
            [vars(scope) | {"id": _new_number(connection, scope), "state": UNKNOWN}],
        )
        found = connection.scalar(_KNOWN, {"uid": scope.uid})
    return found


def _new_number(connection, scope):
    if connection.dialect.name == "postgresql":
        return connection.scalar(text("SELECT nextval('scope_numbers')"))
    # alone: SQLite lets one connection write at a time
    first = _block_id(connection, scope) << SCOPE_BITS
    last = first + (1 << SCOPE_BITS)
    highest = (
        select(scopes.c.id)
        .where(scopes.c.id >= first, scopes.c.id < last)
        .order_by(scopes.c.id.desc())
        .limit(1)
    )
    number = (connection.scalar(highest) or first) + 1
    if number >= last:
        raise ValueError("A school cannot hold more files of one kind")
    return number


def _block_id(connection, scope):
    kind = {"school_uid": scope.school_uid, "portal_type": scope.portal_type}
    known = select(blocks.c.id).filter_by(**kind)
    found = connection.scalar(known)
    if found is None:
        connection.execute(insert(blocks), kind)
        found = connection.scalar(known)
    return found
