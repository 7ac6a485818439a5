"""Several processes saving notes at once, objects and index on PostgreSQL.

Wall time, so the machine should have nothing else to do: needs a free core for each process.
"""

from client import Server
from client import wait_until_quiet
from comparisons import our_note
from comparisons import Result
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextlib import ExitStack
from pathlib import Path
from prepared import fill
from statistics import median

import shutil
import sys
import time


PROCESSES = 4
SAVES = 1000
FILES = 200
WARM = 20
# A note that is saved has reached the disk; the disk is an SSD, as PostgreSQL should be told.
DURABLE = ("fsync=on", "synchronous_commit=on", "random_page_cost=1.1")


def writers(folder, port, rounds=3):
    """`Result`s: saves a second of four processes against one, and how many saves failed."""
    with servers(Path(folder), port) as started:
        for server in started:
            save(server, WARM, [])
        load = wait_until_quiet()
        speeds, failed = {1: [], PROCESSES: []}, []
        for _ in range(rounds):
            for number, found in speeds.items():
                found.append(speed(started[:number], SAVES // rounds // number + 1, failed))
    print(f"Load before: {load:.1f}; saves a second: {speeds}", file=sys.stderr)
    for problem in failed[:3]:
        print(problem, file=sys.stderr)
    one, four = median(speeds[1]), median(speeds[PROCESSES])
    times = median(b / a for a, b in zip(speeds[1], speeds[PROCESSES], strict=True))
    saves = f"of {sum(PROCESSES * (SAVES // rounds // PROCESSES + 1) for _ in range(rounds))}"
    return [
        Result("Four writers, PostgreSQL", four, "one", one, times, 2.5, True, unit="/s"),
        Result("Failed saves", len(failed), saves, None, len(failed), 0, unit="saves"),
    ]


def speed(started, saves, failed):
    """Saves a second when each server saves so many."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(started)) as pool:
        for done in [pool.submit(save, server, saves, failed) for server in started]:
            done.result()
    return len(started) * saves / (time.perf_counter() - began)


def save(server, saves, failed):
    """Save notes into one file after the other; what fails is not tried again."""
    for number in range(saves):
        at = (number + server.port) % len(server.files)
        try:
            server.post(server.files[at], **our_note(number))
        except Exception as error:
            failed.append(error)
            server.connection.close()


@contextmanager
def servers(folder, port):
    """Four processes on one database, each with a folder of its own for blobs and caches."""
    from tests.postgresql import Cluster
    from tests.postgresql import find_binaries

    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed")
    with Cluster(binaries, DURABLE) as cluster, ExitStack() as stack:
        objects, index = cluster.create_database(), cluster.create_database()
        dsn = cluster.dsn(objects)
        settings = {"WELFAREFILES_DATABASE": cluster.url(index)}
        places = [folder / f"process-{number}" for number in range(PROCESSES)]
        fill(places[0], "ours", FILES, dsn=dsn, settings=settings)
        for place in places[1:]:
            configure_copy(places[0], place, dsn)
        for database in (objects, index):
            know_sizes(cluster.dsn(database))
        started = [
            stack.enter_context(Server(place, "ours", port + number, settings=settings))
            for number, place in enumerate(places)
        ]
        for server in started:
            server.connection.close()  # opened anew: the first has waited long for the last
        listed = started[0].get(started[0].paths["place"])["items"]
        for server in started:
            server.files = [item["@id"].split(f":{port}")[1] for item in listed]
        yield started


def know_sizes(dsn):
    """Let PostgreSQL count its new tables, as it does by itself within minutes of their filling."""
    import psycopg2

    connection = psycopg2.connect(dsn)
    connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE")
    connection.close()


def configure_copy(first, place, dsn):
    """Another process on the same database."""
    from instance import configure

    configure(place, dsn)
    shutil.copy(first / "paths.json", place)
