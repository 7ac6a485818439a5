"""Which database errors may pass when the whole request is tried again."""

from contextlib import contextmanager
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from transaction.interfaces import TransientError


class StoreBusy(TransientError):
    """The store is locked, lost or clashed: the publisher tries the request again."""


class StoreFailed(Exception):
    """The store refused a statement; trying again would not help."""


# serialization failure, deadlock, lock not available, unique clash, server going down, too many
# connections
_PASSING_STATES = {"40001", "40P01", "55P03", "23505", "57P01", "57P02", "57P03", "53300"}
_PASSING_NAMES = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_CONSTRAINT_UNIQUE",
    "SQLITE_CONSTRAINT_PRIMARYKEY",
)


def passes(error):
    """True if doing the transaction once more may succeed (locked, lost connection, clash)."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    original = error.orig
    name = getattr(original, "sqlite_errorname", "") or ""
    if name.startswith(_PASSING_NAMES):
        return True
    state = getattr(original, "pgcode", None)
    if state is None:
        # psycopg2 gives no state when the server could not be reached at all
        module = type(original).__module__ or ""
        return module.startswith("psycopg2") and type(original).__name__ in (
            "OperationalError",
            "InterfaceError",
        )
    return state in _PASSING_STATES or state.startswith("08")


@contextmanager
def store_errors():
    """Turn errors of the database into `StoreBusy`, when they may pass, or `StoreFailed`.

    The database's own message may quote the row it is about, a child's name with it, and would end
    in a log: neither the new message nor its cause has it.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if passes(error):
            raise StoreBusy(f"The database is busy or was lost ({_name(error)})") from None
        raise StoreFailed(f"The database refused: {_name(error)}: {_statement(error)}") from None


def _name(error):
    original = getattr(error, "orig", None) or error
    code = getattr(original, "pgcode", None) or getattr(original, "sqlite_errorname", None)
    return " ".join(filter(None, (type(original).__name__, code)))


def _statement(error):
    # with placeholders, without the values
    return " ".join((getattr(error, "statement", None) or "").split())
