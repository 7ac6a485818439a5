"""Wrong tries, counted in the store for each account and each address."""

from ..sql.engine import get_store
from . import clock
from .lockout import ALLOWED
from .lockout import ALLOWED_FROM_ADDRESS
from .lockout import FORGOTTEN_AFTER
from .lockout import one_more
from .lockout import Tries
from .tables import failures
from datetime import timedelta
from hashlib import sha256
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update


ACCOUNT, ADDRESS = "account", "address"
_ALLOWED = {ACCOUNT: ALLOWED, ADDRESS: ALLOWED_FROM_ADDRESS}


def key_of(kind, text):
    """Under what the tries for a user name (`ACCOUNT`) or from an address (`ADDRESS`) are kept."""
    return kind + ":" + sha256(text.strip().casefold().encode("utf-8", "replace")).hexdigest()


def keys(login, address):
    """Keys of one try."""
    return [key_of(ACCOUNT, login), *([key_of(ADDRESS, address)] if address else [])]


def wait(*found_under):
    """How much longer no try under any of the keys is looked at (timedelta)."""
    now = clock.now()
    query = select(failures.c.locked_until).where(failures.c.key.in_(found_under))
    with get_store().reading() as connection:
        return max((until - now for until in connection.scalars(query)), default=timedelta(0))


def locked_now():
    """{key: until when} of what is locked."""
    now = clock.now()
    query = select(failures.c.key, failures.c.locked_until).where(failures.c.locked_until > now)
    with get_store().reading() as connection:
        return {row.key: row.locked_until for row in connection.execute(query)}


def count(*found_under):
    """Count one wrong try under each key; those that are locked by it."""
    locked = []
    with get_store().writing() as connection:
        for key in sorted(found_under):
            if _count(connection, key):
                locked.append(key)
    return locked


def _count(connection, key):
    now = clock.now()
    query = select(failures).where(failures.c.key == key).with_for_update()
    row = connection.execute(query).first()
    before = Tries(row.tries, row.last, row.locked_until) if row else None
    after = one_more(before, now, _ALLOWED[key.partition(":")[0]])
    values = {"tries": after.tries, "last": after.last, "locked_until": after.locked_until}
    if row:
        connection.execute(update(failures).where(failures.c.key == key).values(values))
    else:
        old = failures.c.last < now - FORGOTTEN_AFTER
        connection.execute(delete(failures).where(old))
        connection.execute(insert(failures).values(key=key, **values))
    return after.locked_until > now


def forget(login):
    """Somebody signed in, or an administrator says so: the account's count begins anew."""
    key = key_of(ACCOUNT, login)
    known = select(failures.c.key).where(failures.c.key == key)
    with get_store().reading() as connection:
        if connection.scalar(known) is None:
            return
    with get_store().writing() as connection:
        connection.execute(delete(failures).where(failures.c.key == key))
