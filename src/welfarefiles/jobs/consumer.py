"""The workers of a process: huey's threads, woken by the queue, and one that looks at the clock."""

from ..sql.engine import get_store
from . import claims
from . import queue
from .periodic import look_at_the_clock
from .runner import Runner
from .sweeping import Sweeper
from huey.consumer import Consumer
from huey.consumer import Scheduler

import atexit
import logging
import threading


logger = logging.getLogger(__name__)

#: Threads that do jobs: a short one does not wait for a long one.
THREADS = 2
#: Seconds between two looks at the clock and at jobs that lie about.
LOOK_EVERY = 20
#: Seconds before a queue that could not be opened is tried again.
OPEN_AGAIN = 3
#: Seconds a process that shuts down waits for a step to be done.
GRACE = 20

logging.getLogger("huey").setLevel(logging.WARNING)  # a line for each job otherwise


class ClockThread(Scheduler):
    """Huey's scheduler; instead of queueing periodic tasks, which each process would do, it looks
    at our table of rounds, and at jobs whose worker died."""

    periodic_task_seconds = LOOK_EVERY

    def __init__(self, look, **options):
        super().__init__(**options)
        self.look = look

    def enqueue_periodic_tasks(self, now):
        try:
            self.look()
        except Exception as error:
            logger.warning("The jobs could not be looked after (%s)", type(error).__name__)


class Workers(Consumer):
    """Huey's consumer in a process that has other things to do: it leaves the signals alone."""

    def __init__(self, queue, look, threads):
        self.look = look
        super().__init__(
            queue,
            workers=threads,
            max_delay=1.0,
            scheduler_interval=LOOK_EVERY,
            shutdown_timeout=GRACE,
        )
        self._stop_flag_timeout = 1.0

    def _create_scheduler(self):
        return ClockThread(
            self.look,
            huey=self.huey,
            stop_flag=self.stop_flag,
            interval=self.scheduler_interval,
            periodic=self.periodic,
        )

    def _set_signal_handlers(self):
        pass


class JobsProcess:
    """Everything that works in one process. `start()` returns at once, `stop()` is clean.

    `world`: see `world.PloneWorld`.
    """

    def __init__(self, world, threads=THREADS):
        self.stopping = threading.Event()
        self.world = world
        self.runner = Runner(world, self.stopping)
        self.sweeper = Sweeper(get_store())
        self.threads = threads
        self.workers = None
        self.thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self):
        """Begin to work as soon as the queue can be opened."""
        self.thread.start()
        atexit.register(self.stop)

    def _run(self):
        made = self._opened_queue()
        if made is not None:
            self.workers = Workers(made, self.look, self.threads)
            if not self.stopping.is_set():
                self.workers.run()

    def _opened_queue(self):
        while not self.stopping.is_set():
            try:
                made = queue.prepare(queue.make_queue(), self.work)
            except Exception as error:
                logger.error("Jobs wait: the queue cannot be opened (%s)", type(error).__name__)
                self.stopping.wait(OPEN_AGAIN)
            else:
                queue.set_queue(made)
                return made
        return None

    def work(self, job_id):
        """Do a job; then, if nobody is called any more, what nobody was called for.

        A worker that was killed between hearing a call and beginning leaves such a job.
        """
        self.runner.run(job_id)
        for other in () if queue.pending() else claims.due(self.sweeper.store, limit=10):
            self.runner.run(other)

    def look(self):
        """Look after what lies about, and at the clock."""
        self.sweeper.sweep()
        look_at_the_clock(self.world)

    def stop(self):
        """Let each worker finish its step, then end. Jobs that are not done wait in the table."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        if self.workers is not None:
            self.workers.stop(graceful=True)
        self.thread.join(GRACE)
        atexit.unregister(self.stop)
