"""Rounds of the clock on both databases: once, however many processes look."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from tests import tinyworld
from tests.tinyworld import TinyWorld
from welfarefiles.jobs import claims
from welfarefiles.jobs import queue
from welfarefiles.jobs.interfaces import IPeriodicWork
from welfarefiles.jobs.periodic import look_at_the_clock
from welfarefiles.jobs.runner import Runner
from welfarefiles.jobs.tables import jobs
from zope.component import getUtility

import huey
import pytest


NOW = claims.now()


@pytest.fixture
def world(store):
    before = queue.set_queue(queue.prepare(huey.MemoryHuey(results=False)))
    with tinyworld.registered():
        yield TinyWorld.in_memory()
    queue.set_queue(before)


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def test_first_look_only_begins_to_count(store, world):
    assert look_at_the_clock(world, NOW) == []
    assert look_at_the_clock(world, NOW) == []
    assert len(look_at_the_clock(world, later(1))) == 1


def test_round_is_done_by_a_worker_as_the_portal(store, world):
    look_at_the_clock(world, NOW)
    [job_id] = look_at_the_clock(world, later(1))
    assert queue.get_queue().pending_count() == 1
    Runner(world).run(job_id)
    assert world.counts == {"round": 1}
    with store.reading() as connection:
        assert connection.execute(jobs.select()).one().owner == ""


def test_round_that_is_still_done_gets_no_second_one(store, world):
    look_at_the_clock(world, NOW)
    assert len(look_at_the_clock(world, later(1))) == 1
    assert look_at_the_clock(world, later(2)) == []


def test_many_schedulers_make_one_job(store, world):
    look_at_the_clock(world, NOW)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _n: look_at_the_clock(world, later(1)), range(8)))
    assert sum(len(one) for one in made) == 1
    with store.reading() as connection:
        assert len(connection.execute(jobs.select()).all()) == 1


def test_nothing_to_do_makes_no_job(store, world, monkeypatch):
    work = getUtility(IPeriodicWork, "tests.round")
    monkeypatch.setattr(work, "needed", lambda site: False, raising=False)
    look_at_the_clock(world, NOW)
    assert look_at_the_clock(world, later(1)) == []


def test_one_that_fails_does_not_stop_the_others(store, world, monkeypatch):
    work = getUtility(IPeriodicWork, "tests.round")
    monkeypatch.setattr(work, "needed", lambda site: 1 / 0, raising=False)
    look_at_the_clock(world, NOW)
    assert look_at_the_clock(world, later(1)) == []
