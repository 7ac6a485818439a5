"""Workers killed with `kill -9` at random: every step of every job takes effect exactly once."""

from contextlib import contextmanager
from sqlalchemy import func
from sqlalchemy import select
from tests import tinyworld
from tests.tinyworld import put_counting
from tests.tinyworld import TinyWorld
from welfarefiles.jobs.tables import jobs
from welfarefiles.sql.engine import open_store

import collections
import os
import random
import subprocess
import sys
import time


STEPS = 2
KILLS, MANY, SOME = (20, 200, 50) if os.environ.get("WELFAREFILES_THOROUGH") else (2, 60, 25)


class Workers:
    """So many worker processes; one that died is replaced."""

    def __init__(self, url, objects, number, threads, dice):
        self.url, self.objects, self.threads, self.dice = url, objects, threads, dice
        self.processes = [self.begin() for _ in range(number)]
        self.deaths = 0

    def begin(self):
        # one in three dies by itself, in the worst moment
        commits = self.dice.randrange(20, 90) if self.dice.random() < 0.34 else 0
        command = [sys.executable, "-m", "tests.jobworker", self.url, self.objects]
        return subprocess.Popen([*command, str(self.threads), str(commits)])

    def replace_dead(self):
        for place, process in enumerate(self.processes):
            if process.poll() is not None:
                self.deaths += 1
                self.processes[place] = self.begin()

    def kill_one(self):
        victim = self.dice.choice(self.processes)
        victim.kill()
        victim.wait()

    def end(self):
        for process in self.processes:
            process.kill()
            process.wait()


@contextmanager
def workers(*arguments):
    made = Workers(*arguments)
    try:
        yield made
    finally:
        made.end()


def work_off(store, objects, total, number, threads, kills, seed):
    """Have the workers do all jobs, and kill them when so many are done."""
    dice = random.Random(seed)
    moments = sorted(dice.sample(range(1, total - 1), kills))
    until = time.monotonic() + 300
    with workers(store_url(store), objects, number, threads, dice) as running:
        while (done := count_done(store)) < total:
            assert time.monotonic() < until, f"{done} of {total} done"
            if moments and done >= moments[0]:
                moments.pop(0)
                running.kill_one()
            running.replace_dead()
            time.sleep(0.01)
        return running.deaths


def store_url(store):
    return store.url.render_as_string(hide_password=False)


def count_done(store):
    ended = select(func.count()).where(jobs.c.state.not_in(("queued", "running")))
    with store.reading() as connection:
        return connection.scalar(ended)


def check_once(store, world, number):
    with store.reading() as connection:
        states = collections.Counter(connection.scalars(select(jobs.c.state)))
    assert states == {"done": number}
    effects = tinyworld.all_effects(store, world)
    assert len(effects) == number * STEPS
    assert set(effects.values()) == {1}


@contextmanager
def world_at(objects):
    """The tiny world, to see what was done to it."""
    with tinyworld.registered():
        world = TinyWorld.stored(objects)
        try:
            yield world
        finally:
            world.db.close()


def test_many_jobs_on_two_workers_in_postgresql(postgresql_cluster):
    url = postgresql_cluster.url(postgresql_cluster.create_database())
    store = open_store(url)
    put_counting(store, MANY, STEPS)
    with world_at(url) as world:
        deaths = work_off(store, url, MANY, number=2, threads=1, kills=KILLS, seed=4)
        check_once(store, world, MANY)
    store.close()
    assert deaths >= KILLS


def test_some_jobs_on_the_consumer_of_the_instance(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.sqlite")
    put_counting(store, SOME, STEPS)
    objects = str(tmp_path / "Data.fs")
    deaths = work_off(store, objects, SOME, number=1, threads=2, kills=KILLS, seed=4)
    with world_at(objects) as world:
        check_once(store, world, SOME)
    store.close()
    assert deaths >= KILLS
