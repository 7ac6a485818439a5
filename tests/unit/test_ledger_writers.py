"""Many at once, in threads and processes, and killed in the middle: one whole chain, none lost.

`WELFAREFILES_THOROUGH=1` lets them write for a minute and be killed twenty times.
"""

from datetime import datetime
from datetime import UTC
from pathlib import Path
from sqlalchemy import insert
from tests.ledgers import Thing
from welfarefiles.ledger import reading
from welfarefiles.ledger import sources
from welfarefiles.ledger.appending import row_of
from welfarefiles.ledger.entry import COLUMNS
from welfarefiles.ledger.entry import Draft
from welfarefiles.ledger.tables import ledger
from welfarefiles.ledger.verifying import verify
from welfarefiles.ledger.writing import enter_now
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

import itertools
import os
import pytest
import signal
import subprocess
import sys


THOROUGH = bool(os.environ.get("WELFAREFILES_THOROUGH"))
PROCESSES, THREADS = 2, 4
EACH, SECONDS = 40, 60
KILLS, ACKNOWLEDGED = (20, 60) if THOROUGH else (2, 40)

_START = """
from tests.ledgers import registered, opened, Thing
from welfarefiles.ledger.circumstances import acting
from welfarefiles.ledger.writing import enter, enter_now
import itertools, os, sys, threading, time, transaction

def say(word):
    os.write(1, (word + "\\n").encode())  # at once, and in one piece

def entered(name, number):
    with acting(name):
        enter_now("file.seen", Thing(), about=number)
        say(f"{name} {number} file.seen")
        def change():
            enter("file.changed", Thing(), about=number)
        transaction.manager.run(change, tries=9)
        say(f"{name} {number} file.changed")
"""

_WRITE = (
    _START
    + """
url, process, threads, each, seconds = sys.argv[1], *map(int, sys.argv[2:])
until = time.monotonic() + seconds

def work(name):
    for number in itertools.count() if seconds else range(each):
        entered(name, str(number))
        if seconds and time.monotonic() > until:
            break

with registered(), opened(url):
    names = [f"p{process}-{thread}" for thread in range(threads)]
    started = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
"""
)

_CHANGE = (
    _START
    + """
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

url, objects, name = sys.argv[1:]
with registered(), opened(url):
    root = DB(FileStorage(objects)).open().root()
    for number in itertools.count():
        with acting(name):
            root[f"{name}-{number}"] = number
            enter("file.changed", Thing(), about=f"{name}-{number}")
            transaction.commit()
        say(f"{name} {name}-{number} file.changed")
        entered(f"{name}-also", str(number))
"""
)


def url(store):
    return store.url.render_as_string(hide_password=False)


def whole(store):
    """The report on a ledger that holds."""
    with sources.opened(url(store)) as source:
        report = verify(source.entries, source.skeletons)
    assert report.problems == []
    return report


def all_entries():
    """(person, about, action) of every entry."""
    entries = reading.entries(limit=10_000_000)
    return [(entry.person, entry.about, entry.action) for entry in entries]


def started(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path.cwd(), text=True)


def test_eight_threads_in_two_processes(fresh):
    seconds = SECONDS if THOROUGH else 0
    writers = [
        started(_WRITE, url(fresh), process, THREADS, EACH, seconds) for process in range(PROCESSES)
    ]
    acknowledged = []
    for writer in writers:
        said, _ = writer.communicate(timeout=SECONDS + 120)
        assert writer.returncode == 0
        acknowledged += [tuple(line.split()) for line in said.splitlines()]
    entered = all_entries()
    assert len(entered) == len(set(entered))
    assert sorted(entered) == sorted(acknowledged)
    if not THOROUGH:
        assert len(entered) == PROCESSES * THREADS * EACH * 2
    assert whole(fresh).entries == len(entered)


def test_killed_while_it_enters(fresh, tmp_path):
    """What was acknowledged is there after a kill, and no object was changed without an entry."""
    acknowledged = []
    for kill in range(KILLS):
        first = started(_CHANGE, url(fresh), tmp_path / "objects.fs", f"first{kill}")
        second = started(_WRITE, url(fresh), kill, 2, 10**9, 0)
        with first, second:
            lines = list(itertools.islice(first.stdout, ACKNOWLEDGED + kill))
            for process in (first, second):
                process.send_signal(signal.SIGKILL)
            lines += [*first.stdout, *second.stdout]
        acknowledged += [tuple(line.split()) for line in lines if line.endswith("\n")]
        entered = all_entries()
        assert set(acknowledged) <= set(entered)
        assert changed(tmp_path / "objects.fs") <= {about for _, about, _ in entered}
        assert len(entered) == len(set(entered)) == whole(fresh).entries
    enter_now("file.seen", Thing())
    assert whole(fresh).entries == len(entered) + 1


def changed(path):
    """Names of what was changed in an object database."""
    database = DB(FileStorage(str(path)))
    connection = database.open()
    names = set(connection.root())
    connection.close()
    database.close()
    return names


@pytest.mark.parametrize("number", [1, 2, 3])
def test_should_the_lock_ever_fail(fresh, number):
    """An entry that does not follow from the last one is refused by the table itself."""
    enter_now("file.seen", Thing())
    row = row_of(Draft("file.seen", "view"), number, datetime.now(UTC), "0" * 64)
    values = dict(zip(COLUMNS, row, strict=True))
    with pytest.raises(Exception, match=r"refused|busy"), fresh.writing() as connection:
        connection.execute(insert(ledger), values)
    assert whole(fresh).entries == 1
