"""Which database errors may pass when the whole request is tried again."""

from contextlib import contextmanager
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from transaction.interfaces import TransientError


class StoreBusy(TransientError):
    """The store is locked, lost or clashed: the publisher tries the request again."""


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
def passing_errors():
    """Turn errors that may pass into `StoreBusy`; let all others through as they are."""
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if passes(error):
            # the driver's text may quote values of a row, so it stays in the cause only
            raise StoreBusy(
                "The database is busy or was lost; the request can be tried again"
            ) from error
        raise
