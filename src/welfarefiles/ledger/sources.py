"""Where a ledger can be read from to verify it: SQLite file, PostgreSQL, or a dump. No Plone."""

from .entry import COLUMNS
from .entry import FORMAT
from .verifying import Problem
from .verifying import SKELETON
from contextlib import contextmanager
from pathlib import Path
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from urllib.parse import quote

import json
import os


#: Triggers that must be there, whatever the database.
GUARDS = {
    "ledger_next",
    "ledger_fixed",
    "ledger_kept",
    "ledger_skeletons_next",
    "ledger_skeletons_fixed",
}
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # 'D': switched off
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
}


class Source:
    """A ledger: `entries` and `skeletons` (iterables of dictionaries), `problems` of the place.

    Those of a dump are known when its rows have been read.
    """

    def __init__(self, entries, skeletons, problems):
        self.entries = entries
        self.skeletons = skeletons
        self.problems = problems


class NoLedger(Exception):
    """There is no ledger in this place; the message says why, without secrets."""


@contextmanager
def opened(location):
    """The `Source` at a path of a SQLite file, a path of a dump, or an SQLAlchemy URL."""
    if "://" not in str(location):
        path = Path(location)
        if not path.is_file():
            raise NoLedger(f"There is no file {path}")
        if not _is_sqlite(path):
            yield _dump(path)
            return
        location = _sqlite_url(path)
    elif make_url(location).get_backend_name() == "sqlite":
        location = _sqlite_url(Path(make_url(location).database))
    yield from _database(location)


def _is_sqlite(path):
    with path.open("rb") as file:
        return file.read(15) == b"SQLite format 3"


def _sqlite_url(path):
    if not path.is_file():
        raise NoLedger(f"There is no file {path}")
    # on a medium that cannot be written nobody else writes either; without, WAL cannot be read
    mode = "mode=ro" if os.access(path.parent, os.W_OK) else "immutable=1"
    return f"sqlite:///file:{quote(str(path.absolute()))}?{mode}&uri=true"


def _database(url):
    engine = create_engine(url, hide_parameters=True)
    kind = engine.dialect.name
    options = {"stream_results": True, "yield_per": 1000}
    if kind == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    try:
        with engine.connect().execution_options(**options) as connection:
            if kind == "sqlite":
                connection.exec_driver_sql("BEGIN")
            found = set(connection.exec_driver_sql(_TRIGGERS[kind]).scalars())
            missing = [Problem(0, f"the guard {name} is missing") for name in GUARDS - found]
            yield Source(
                _rows(connection, "ledger", COLUMNS),
                _rows(connection, "ledger_skeletons", SKELETON),
                sorted(missing, key=str),
            )
    except DBAPIError as error:
        raise NoLedger(f"The ledger cannot be read: {error.orig}") from None
    finally:
        engine.dispose()


def _rows(connection, table, columns):
    names = ", ".join(columns)
    found = connection.exec_driver_sql(f"SELECT {names} FROM {table} ORDER BY number")  # noqa: S608
    return (dict(zip(columns, row, strict=True)) for row in found)


def _dump(path):
    problems = []
    return Source(_lines(path, False, problems), _lines(path, True, []), problems)


def _lines(path, skeletons, problems):
    """Rows of one sort in a dump; a line that is none is a problem."""
    with path.open(encoding="utf-8", errors="replace") as file:
        if _object(file.readline()) != {"format": FORMAT}:
            raise NoLedger(f"{path} is neither a database nor a dump of a ledger")
        for place, line in enumerate(file, 2):
            row = _object(line)
            if row is None:
                problems.append(Problem(0, f"line {place} of the dump is damaged"))
            elif ("seal" in row) is skeletons:
                yield row


def _object(line):
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def dump(source, file):
    """Write a ledger as JSON Lines (`docs/ledger-format.md`) to a text file."""
    file.write(json.dumps({"format": FORMAT}) + "\n")
    for rows in (source.entries, source.skeletons):
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
