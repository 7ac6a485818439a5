"""What the ledger costs: the file page with it against the same page without it, on each database.

Without: the subscriber that enters what is about to be shown is taken out of the running process,
which only a benchmark can do. There is no setting for it.
"""

from client import Server
from comparisons import OURS_AT_ONCE
from comparisons import Result
from contextlib import contextmanager
from functools import partial
from measure import interleave
from measure import on_server
from measure import ratio
from prepared import fill
from writers import DURABLE
from writers import know_sizes

import sys


FILES, RECORDS = 40, 100
MOST = 1.15


def ledger(folder, port, rounds):
    """`Result`s on SQLite and, where it is installed, on PostgreSQL."""
    results = _measured("SQLite", sqlite(folder / "ledger-sqlite", port), rounds)
    try:
        return results + _measured("PostgreSQL", postgresql(folder / "ledger-pg", port), rounds)
    except (ImportError, RuntimeError) as error:
        print(f"The ledger was not measured on PostgreSQL: {error}", file=sys.stderr)
        return results


@contextmanager
def sqlite(folder, port):
    """A server with objects and tables in files."""
    fill(folder, "ours", FILES, RECORDS)
    with Server(folder, "ours", port) as server:
        yield server


@contextmanager
def postgresql(folder, port):
    """A server with objects and tables in PostgreSQL."""
    from tests.postgresql import Cluster
    from tests.postgresql import find_binaries

    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed")
    with Cluster(binaries, DURABLE) as cluster:
        objects, tables = cluster.create_database(), cluster.create_database()
        settings = {"WELFAREFILES_DATABASE": cluster.url(tables)}
        fill(folder, "ours", FILES, RECORDS, dsn=cluster.dsn(objects), settings=settings)
        for database in (objects, tables):
            know_sizes(cluster.dsn(database))
        with Server(folder, "ours", port, settings=settings) as server:
            yield server


def _measured(database, started, rounds):
    with started as server:
        before = server.ask("script", name="entries")
        found = interleave({on: _sample(server, on) for on in (True, False)}, rounds)
        entered = server.ask("script", name="entries") - before
        visits = (rounds + 3) * OURS_AT_ONCE
        if entered != visits:
            raise RuntimeError(f"{entered} of {visits} visits were entered: not what was meant")
    on, off = found[True], found[False]
    values = (1000 * on.typical, "without ledger", 1000 * off.typical, ratio(on, off))
    return [
        Result(f"File page, {database}", *values, MOST, spread=max(on.spread, off.spread)),
    ]


def _sample(server, on):
    page = partial(server.page, server.paths["few"], "Needs attention")
    measure = on_server(server, page, OURS_AT_ONCE)

    def sample():
        server.ask("script", name="use_ledger", on=on)
        return measure()

    return sample
