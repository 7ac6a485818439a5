"""The queue that wakes workers (huey). What is to be done stands in the table of jobs, not in it.

So nothing is lost with it: a queue that is missing, locked or full only makes a job wait for the
sweeper, which looks into the table.
"""

from ..sql.configuration import data_folder
from ..sql.configuration import setting
from ..sql.engine import create_private_file
from ..sql.engine import get_store

import huey
import logging
import os
import threading


logger = logging.getLogger(__name__)

NAME = "welfarefiles"
FILE_NAME = "welfarefiles-queue.sqlite"
TASK = "job"
#: Seconds somebody's request waits for a locked queue; the sweeper finds the job anyway.
PATIENCE = 2

_queue = None
_choosing = threading.Lock()


def make_queue():
    """The queue that belongs to the store: in PostgreSQL beside it, else in a file of its own."""
    url = get_store().url
    if url.get_backend_name() == "postgresql":
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return huey.PostgresHuey(NAME, dsn=dsn, results=False)
    path = setting("queue") or os.path.join(
        os.path.dirname(url.database) or data_folder(), FILE_NAME
    )
    create_private_file(path)
    return huey.SqliteHuey(NAME, filename=path, results=False, timeout=PATIENCE, cache_mb=1)


def get_queue():
    """The queue of this process, opened at its first use."""
    global _queue
    with _choosing:
        if _queue is None:
            _queue = prepare(make_queue())
        return _queue


def set_queue(queue):
    """Use `queue` from now on (tests); returns the one before, or None."""
    global _queue
    with _choosing:
        before, _queue = _queue, queue
    return before


def prepare(queue, work=None):
    """Teach a queue its one task, `work(job_id)`; who only asks for jobs needs none."""

    # a function of this module in every process: its module is part of the task's name
    def call_work(job_id):
        (work or _nobody)(job_id)

    queue.wake = queue.task(name=TASK)(call_work)
    return queue


def _nobody(job_id):
    raise RuntimeError("no worker runs in this process")


def call(job_id):
    """Tell the workers of a job. False when the queue could not take it."""
    try:
        get_queue().wake(job_id)
    except Exception as error:
        logger.warning("A job waits for the sweeper: the queue failed (%s)", type(error).__name__)
        return False
    return True


def pending():
    """How many calls no worker has heard yet; 0 when the queue cannot be asked."""
    try:
        return get_queue().pending_count()
    except Exception:
        return 0
