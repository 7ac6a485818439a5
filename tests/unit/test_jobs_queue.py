"""The queue that wakes workers: whatever happens to it, no job is lost."""

from contextlib import contextmanager
from tests import tinyworld
from tests.tinyworld import put_counting
from tests.tinyworld import put_job
from tests.tinyworld import row_of
from tests.tinyworld import TinyWorld
from welfarefiles.jobs import consumer
from welfarefiles.jobs import queue
from welfarefiles.jobs.consumer import JobsProcess
from welfarefiles.jobs.sweeping import Sweeper

import os
import pytest
import sqlite3
import subprocess
import sys
import threading
import time


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Where the queue is: a file of the test's own; nobody waits long for it."""
    monkeypatch.setenv("WELFAREFILES_QUEUE", str(tmp_path / "queue.sqlite"))
    monkeypatch.setattr(queue, "PATIENCE", 0.05)
    monkeypatch.setattr(consumer, "OPEN_AGAIN", 0.05)
    before = queue.set_queue(None)
    yield tmp_path / "queue.sqlite"
    queue.set_queue(before)


@pytest.fixture
def store(sqlite_store, path):
    from tests.stores import used

    with used(sqlite_store), tinyworld.registered():
        yield sqlite_store


@pytest.fixture
def world(store):
    with store.writing() as connection:
        tinyworld.effects.metadata.create_all(connection)
        connection.execute(tinyworld.effects.delete())
    return TinyWorld.in_memory()


#: The bytes SQLite locks for every connection; locking them fails while there is one.
_LOCK_ALL = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
"""


def test_a_second_queue_of_a_process_leaves_the_locks_of_the_first(store, path):
    queue.make_queue()
    connection = sqlite3.connect(path)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for _second in range(2):
        command = [sys.executable, "-c", _LOCK_ALL, str(path)]
        assert subprocess.run(command, capture_output=True).returncode == 1
        queue.make_queue()
    connection.close()


@contextmanager
def working(world, threads=1):
    """A process that works, for the time of the block."""
    process = JobsProcess(world, threads)
    process.start()
    try:
        yield process
    finally:
        process.stop()
    assert not process.thread.is_alive()


def wait_for(store, job_id, state="done"):
    until = time.monotonic() + 20
    while row_of(store, job_id).state != state:
        assert time.monotonic() < until, row_of(store, job_id)
        time.sleep(0.01)


def test_process_does_what_waits_and_what_comes_and_ends_cleanly(store, world):
    threads = set(threading.enumerate())
    before = put_job(store, name="before", number=2)
    with working(world):
        wait_for(store, before)
        after = put_job(store, name="after", number=2)
        assert queue.call(after)
        wait_for(store, after)
    assert set(threading.enumerate()) <= threads


def test_worker_understands_a_process_that_only_asks(store, world):
    asking, done = queue.prepare(queue.make_queue()), []
    asking.wake("one")
    worker = queue.prepare(queue.make_queue(), done.append)
    worker.execute(worker.dequeue())
    assert done == ["one"]


def test_only_the_servers_account_may_read_the_queue(store, path):
    queue.get_queue()
    assert os.stat(path).st_mode & 0o077 == 0


def test_locked_queue_makes_the_job_wait_for_the_sweeper(store, path):
    job_id = put_job(store, name="one", number=1)
    queue.get_queue()
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert queue.call(job_id) is False
        other.execute("ROLLBACK")
    assert Sweeper(store).sweep() == []
    assert queue.pending() == 1


def test_full_disk_makes_the_job_wait_for_the_sweeper(store):
    job_id = put_job(store, name="one", number=1)
    connection = queue.get_queue().storage.conn
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")
    for _ in range(200):
        if not queue.call(job_id):
            break
    else:
        pytest.fail("the queue was not full")
    connection.execute("PRAGMA max_page_count=1000000")
    queue.get_queue().flush()
    Sweeper(store).sweep()
    assert queue.pending() == 1


def test_queue_removed_under_a_running_process(store, world, path):
    with working(world) as process:
        first = put_job(store, name="first", number=1)
        process.look()
        wait_for(store, first)
        for name in path.parent.glob("queue.sqlite*"):
            name.unlink()
        second = put_job(store, name="second", number=1)
        queue.call(second)
        # what the thread with the clock does every twenty seconds
        process.look()
        process.runner.run(second)
        wait_for(store, second)
    assert tinyworld.all_effects(store, world) == {"first-0": 1, "second-0": 1}


def test_queue_that_cannot_be_opened_is_tried_again(store, world, path):
    path.mkdir()
    job_id = put_job(store, name="one", number=1)
    assert queue.call(job_id) is False
    process = JobsProcess(world, 1)
    process.start()
    assert row_of(store, job_id).state == "queued"
    path.rmdir()
    wait_for(store, job_id)
    process.stop()


def test_many_calls_for_one_job_do_it_once(store, world):
    [job_id] = put_counting(store, 1)
    with working(world, threads=3):
        for _ in range(20):
            queue.call(job_id)
        wait_for(store, job_id)
    assert set(tinyworld.all_effects(store, world).values()) == {1}


def test_stopping_finishes_the_step_and_leaves_the_rest(store, world):
    """A job of many steps is interrupted by a shutdown and goes on in the next process."""
    [job_id] = put_counting(store, 1, steps=300)
    with working(world):
        until = time.monotonic() + 20
        while row_of(store, job_id).steps_done < 3 and time.monotonic() < until:
            time.sleep(0.005)
    row = row_of(store, job_id)
    assert row.state == "queued"
    assert 3 <= row.steps_done < 300
    with working(world):
        wait_for(store, job_id)
    assert set(tinyworld.all_effects(store, world).values()) == {1}
