"""Jobs in a real site: do what waits, as a worker would."""

from welfarefiles.jobs import queue
from welfarefiles.jobs.claims import due
from welfarefiles.jobs.runner import Runner
from welfarefiles.jobs.world import PloneWorld
from welfarefiles.sql.engine import get_store

import contextlib
import huey
import threading
import transaction


def world_of(layer):
    """The `PloneWorld` of a layer's own database."""
    return PloneWorld(lambda: layer["zodbDB"].open().root()["Application"])


def work_off(layer):
    """Commit, then do all jobs that wait, in a thread of their own."""
    transaction.commit()
    store = get_store()
    thread = threading.Thread(target=_run_all, args=(Runner(world_of(layer)), store))
    thread.start()
    thread.join()
    transaction.begin()


def _run_all(runner, store):
    for job_id in due(store):
        runner.run(job_id)


@contextlib.contextmanager
def queue_in_memory():
    """A queue nobody listens to: tests do the jobs themselves."""
    made = queue.prepare(huey.MemoryHuey(results=False))
    before = queue.set_queue(made)
    try:
        yield made
    finally:
        queue.set_queue(before)
