"""The engine of the jobs, on both databases and without Plone: claims, steps, errors, ends."""

from tests import tinyworld
from tests.tinyworld import put_job
from tests.tinyworld import row_of
from tests.tinyworld import Scripted
from tests.tinyworld import TinyWorld
from transaction.interfaces import TransientError
from welfarefiles.jobs import claims
from welfarefiles.jobs import marks
from welfarefiles.jobs import queue
from welfarefiles.jobs import runner
from welfarefiles.jobs.heart import DEAD_AFTER
from welfarefiles.jobs.interfaces import IJobKind
from welfarefiles.jobs.kinds import Mistake
from welfarefiles.jobs.kinds import NotNow
from welfarefiles.jobs.sweeping import Sweeper
from welfarefiles.jobs.tables import jobs
from welfarefiles.jobs.tables import results
from welfarefiles.jobs.tables import steps
from welfarefiles.jobs.tables import switches
from zope.component import getGlobalSiteManager

import huey
import pytest
import threading


@pytest.fixture
def world(store):
    with store.writing() as connection:
        tinyworld.effects.metadata.create_all(connection)
        connection.execute(tinyworld.effects.delete())
    before = queue.set_queue(queue.prepare(huey.MemoryHuey(results=False)))
    with tinyworld.registered():
        yield TinyWorld.in_memory()
    queue.set_queue(before)


@pytest.fixture
def run(world):
    return runner.Runner(world).run


@pytest.fixture(autouse=True)
def forget_script():
    yield
    getGlobalSiteManager().unregisterUtility(None, IJobKind, "tests.scripted")


def script(function, *keys):
    """A kind whose steps call `function(step)`."""
    kind = Scripted(function, keys or ("a", "b", "c"))
    getGlobalSiteManager().registerUtility(kind, IJobKind, "tests.scripted")


def count(store, table):
    with store.reading() as connection:
        return len(connection.execute(table.select()).all())


def test_each_step_once_and_a_result(store, world, run):
    job_id = put_job(store, name="one", number=3)
    run(job_id)
    run(job_id)
    row = row_of(store, job_id)
    assert (row.state, row.steps_done, row.steps_total) == ("done", 3, 3)
    assert tinyworld.all_effects(store, world) == {"one-0": 1, "one-1": 1, "one-2": 1}
    assert world.ends == [(job_id, "done")]
    with store.reading() as connection:
        assert connection.execute(results.select()).one().content == b"3"
    with world.site(tinyworld.SITE) as site:
        assert marks.marked(site, job_id) == -1


def test_conflict_is_tried_again_at_once(store, world, run):
    tries = []

    def clash(step):
        tries.append(step)
        if len(tries) < 3:
            raise TransientError

    script(clash)
    job_id = put_job(store, "tests.scripted")
    run(job_id)
    assert tries == ["a", "a", "a", "b", "c"]
    assert world.counts == {"a": 1, "b": 1, "c": 1}
    assert row_of(store, job_id).state == "done"


def test_outage_waits_longer_each_time_and_goes_on_where_it_was(store, world, run):
    down = [True]

    def outage(step):
        if step == "b" and down:
            raise NotNow("The mail server is down.")

    script(outage)
    job_id = put_job(store, "tests.scripted")
    run(job_id)
    first = row_of(store, job_id)
    assert (first.state, first.reason, first.steps_done) == (
        "queued",
        "The mail server is down.",
        1,
    )
    run(job_id)  # not before its time
    assert row_of(store, job_id).tries == first.tries
    begin_now(store, job_id)
    run(job_id)
    second = row_of(store, job_id)
    assert second.not_before - first.not_before > claims.FIRST_WAIT * 0.9
    down.clear()
    begin_now(store, job_id)
    run(job_id)
    assert world.counts == {"a": 1, "b": 1, "c": 1}


def begin_now(store, job_id):
    with store.writing() as connection:
        connection.execute(jobs.update().where(jobs.c.id == job_id).values(not_before=claims.now()))


def test_waits_do_not_grow_for_ever():
    waits = [claims.wait_after(tries) for tries in range(1, 30)]
    assert waits[0] == claims.FIRST_WAIT
    assert waits == sorted(waits)
    assert waits[-1] == claims.LONGEST_WAIT


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (Mistake("The template is empty."), "failed", "The template is empty."),
        (ValueError("Quenby Zephyrine"), "failed", runner.UNEXPECTED),
        (runner.NotAllowed("lead"), "refused", runner.NOT_ALLOWED),
    ],
)
def test_mistake_is_not_tried_again_and_quotes_nothing(
    store, world, run, caplog, error, state, reason
):
    def fail(step):
        raise error

    script(fail)
    job_id = put_job(store, "tests.scripted")
    run(job_id)
    row = row_of(store, job_id)
    assert (row.state, row.reason, row.tries) == (state, reason, 1)
    assert world.counts == {}
    assert "Quenby" not in caplog.text


def test_owner_without_the_right_gets_nothing_done(store, world, run):
    world.rights = {"head"}
    job_id = put_job(store, name="one", number=2)
    run(job_id)
    row = row_of(store, job_id)
    assert (row.state, row.reason) == ("refused", runner.NOT_ALLOWED)
    assert world.counts == {}


def test_right_lost_between_two_steps_stops_the_job_there(store, world, run):
    def lose(step):
        world.rights = set()

    script(lose)
    job_id = put_job(store, "tests.scripted")
    run(job_id)
    assert row_of(store, job_id).state == "refused"
    assert world.counts == {"a": 1}


def test_kind_that_is_gone(store, run):
    job_id = put_job(store, "tests.nothing")
    run(job_id)
    assert row_of(store, job_id).reason == runner.NO_KIND


def test_site_that_is_gone(store, run):
    job_id = put_job(store, name="one", number=1)
    change(store, job_id, site="/elsewhere")
    run(job_id)
    assert row_of(store, job_id).state == "failed"


def change(store, job_id, **values):
    with store.writing() as connection:
        connection.execute(jobs.update().where(jobs.c.id == job_id).values(**values))


def test_cancelled_at_the_next_safe_point(store, world, run):
    script(lambda step: change(store, job_id, cancel_asked=True))
    job_id = put_job(store, "tests.scripted", once="only")
    run(job_id)
    row = row_of(store, job_id)
    assert (row.state, row.steps_done, row.once) == ("cancelled", 1, None)
    assert world.counts == {"a": 1}


def test_paused_goes_back_and_goes_on_when_resumed(store, world, run):
    def stop(step):
        with store.writing() as connection:
            connection.execute(switches.insert().values(name=claims.PAUSED, is_on=True))

    script(stop, "a", "b")
    job_id = put_job(store, "tests.scripted")
    run(job_id)
    assert (row_of(store, job_id).state, world.counts) == ("queued", {"a": 1})
    run(job_id)
    assert claims.due(store) == []
    with store.writing() as connection:
        connection.execute(switches.delete())
    script(lambda step: None, "a", "b")
    run(job_id)
    assert (row_of(store, job_id).state, world.counts) == ("done", {"a": 1, "b": 1})


def test_two_workers_cannot_have_one_job(store, world):
    job_id = put_job(store, name="one", number=1)
    first = claims.claim(store, job_id)
    assert first is not None
    assert claims.claim(store, job_id) is None


def test_given_up_for_dead_and_coming_back_commits_nothing(store, world):
    """The worker of the first step is taken for dead while it works; another does the job."""
    other = runner.Runner(world)
    done = []

    def slow(step):
        if not done:
            done.append(step)
            [(seen_id, claim, _worker, beats)] = claims.running(store)
            assert claims.take_over(store, seen_id, claim, beats)
            run_elsewhere(other, job_id)

    script(slow, "a", "b")
    job_id = put_job(store, "tests.scripted")
    runner.Runner(world).run(job_id)
    assert world.counts == {"a": 1, "b": 1}
    assert row_of(store, job_id).state == "done"


def run_elsewhere(other, job_id):
    thread = threading.Thread(target=other.run, args=(job_id,))
    thread.start()
    thread.join()


def test_step_whose_objects_were_lost_is_done_again(store, world, run):
    """Killed between the store's commit and the object database's: the mark is ahead."""
    job_id = put_job(store, name="one", number=2)
    job = claims.claim(store, job_id)
    with store.writing() as connection:
        claims.plan(connection, job, ["one-0", "one-1"])
        claims.step_done(connection, job, 0, 1, in_objects=True)
    claims.let_go(store, job)
    run(job_id)
    assert tinyworld.all_effects(store, world) == {"one-0": 1, "one-1": 1}


def test_step_that_changed_no_object_is_not_done_again(store, world, run):
    job_id = put_job(store, name="one", number=2)
    job = claims.claim(store, job_id)
    with store.writing() as connection:
        claims.plan(connection, job, ["one-0", "one-1"])
        claims.step_done(connection, job, 0, 1, in_objects=False)
    claims.let_go(store, job)
    run(job_id)
    assert tinyworld.all_effects(store, world) == {"one-1": 1}


def test_job_that_always_kills_its_worker_is_given_up(store, world, run):
    job_id = put_job(store, name="one", number=1)
    change(store, job_id, tries=runner.MOST_TRIES)
    run(job_id)
    row = row_of(store, job_id)
    assert (row.state, row.reason) == ("failed", runner.GAVE_UP)


def gone():
    """A worker of this computer whose process cannot be there."""
    return claims.worker_name().rpartition(":")[0] + ":4194399"


class Clock:
    """A clock that only tests put forward."""

    now = 0.0

    def __call__(self):
        return self.now


def test_worker_of_another_computer_is_dead_when_its_heart_stands_still(store, world):
    clock, job_id = Clock(), put_job(store, name="one", number=1)
    job = claims.claim(store, job_id)
    change(store, job_id, worker="elsewhere:1")
    sweeper = Sweeper(store, clock)
    assert sweeper.sweep() == []
    clock.now += DEAD_AFTER - 1
    claims.beat(store, job)
    assert sweeper.sweep() == []
    clock.now += DEAD_AFTER - 1
    assert sweeper.sweep() == []
    clock.now += 2
    assert sweeper.sweep() == [job_id]
    assert row_of(store, job_id).state == "queued"
    assert queue.get_queue().pending_count() == 1
    with pytest.raises(claims.LostClaim):
        claims.beat(store, job)


def test_process_of_this_computer_that_is_gone_is_dead_at_once(store, world):
    job_id = put_job(store, name="one", number=1)
    claims.claim(store, job_id)
    change(store, job_id, worker=gone())
    assert Sweeper(store).sweep() == [job_id]


def test_cancelled_job_of_a_dead_worker_is_cancelled(store, world):
    job_id = put_job(store, name="one", number=1)
    claims.claim(store, job_id)
    change(store, job_id, cancel_asked=True, worker=gone())
    Sweeper(store).sweep()
    assert row_of(store, job_id).state == "cancelled"


def test_clock_put_back_an_hour_stops_no_job(store, world, run, monkeypatch):
    """What was asked for, or let wait, before the clock was put back is begun all the same."""
    hour = claims.LONGEST_WAIT * 4
    job_id = put_job(store, name="one", number=1)
    change(store, job_id, not_before=claims.now() + hour, asked_at=claims.now() + hour)
    assert claims.due(store) == [job_id]
    run(job_id)
    assert row_of(store, job_id).state == "done"


def test_steps_and_rows_of_a_job_without_steps(store, world, run):
    job_id = put_job(store, name="none", number=0)
    run(job_id)
    assert row_of(store, job_id).state == "done"
    assert count(store, steps) == 0
