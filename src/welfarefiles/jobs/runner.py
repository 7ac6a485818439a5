"""Do one job, step by step; each step a transaction with the mark that it was done.

Knows nothing of Plone: a `World` opens the site and says who acts.
"""

from ..sql.engine import get_store
from ..sql.joined import joined
from . import claims
from . import marks
from .claims import LostClaim
from .heart import Heart
from .kinds import Mistake
from .kinds import NotNow
from .rows import JobWriter
from .tables import CANCELLED
from .tables import DONE
from .tables import FAILED
from .tables import REFUSED
from contextlib import contextmanager
from functools import partial
from transaction.interfaces import TransientError

import logging
import random
import threading
import transaction


logger = logging.getLogger(__name__)

#: A conflict is tried again at once, this often, before the job goes back to the queue.
QUICK_TRIES = 5
#: Claims without a single step done, before a job is given up.
MOST_TRIES = 12

BUSY = "The database was busy."
GAVE_UP = "It was tried too often: each time the work stopped before a step was done."
UNEXPECTED = "Something went wrong that nobody expected. The administrator finds it in the log."
NO_KIND = "What should be done is not installed any more."
NOT_ALLOWED = "Nothing was done, because the person who asked has no right to it any more."


class NotAllowed(Exception):
    """Whoever asked may not do this, or what it is about is hidden from them or gone."""


class _Cancelled(Exception):
    """Somebody cancelled the job."""


class _Paused(Exception):
    """The work stops here: paused, or this process shuts down."""


class Runner:
    """Does jobs of the store, one at a time and thread.

    `world`: see `world.PloneWorld`; `stopping`: an Event that is set when the process shuts down.
    """

    def __init__(self, world, stopping=None):
        self.world = world
        self.stopping = stopping or threading.Event()

    def run(self, job_id):
        """Do a job if it waits to be done. Never raises: what went wrong is in the table."""
        store = get_store()
        try:
            job = claims.claim(store, job_id)
            if job is not None:
                with Heart(store, job):
                    self._run_claimed(store, job)
        except LostClaim:
            logger.warning("Job %s was taken over by somebody else", job_id)
        except TransientError:
            logger.warning("Job %s: the store is not to be reached; it waits", job_id)
        except Exception as error:
            logger.error("Job %s waits for the sweeper: %s", job_id, place_of(error))

    def _run_claimed(self, store, job):
        work = _Work(self.world, store, job, self.stopping)
        try:
            work.do_all()
        except LostClaim:
            raise
        except _Paused:
            claims.let_go(store, job, counts=False)
        except (NotNow, TransientError) as error:
            reason = str(error) if isinstance(error, NotNow) else BUSY
            claims.let_go(store, job, claims.wait_after(job.tries), reason)
        except Exception as error:
            work.end(*_ending(job, error))


def _ending(job, error):
    """(state, reason) of a job that an error ends."""
    if isinstance(error, _Cancelled):
        return CANCELLED, ""
    if isinstance(error, NotAllowed):
        return REFUSED, NOT_ALLOWED
    if isinstance(error, Mistake):
        return FAILED, str(error)
    # its message may quote a record: only where it happened goes into the log
    logger.error("Job %s (%s) failed: %s", job.id, job.kind, place_of(error))
    return FAILED, UNEXPECTED


class _Work:
    """One claimed job."""

    def __init__(self, world, store, job, stopping):
        self.world, self.store, self.job, self.stopping = world, store, job, stopping

    def do_all(self):
        """The whole job from where it stands. Raises what ends or interrupts it."""
        if self.job.tries > MOST_TRIES:
            raise Mistake(GAVE_UP)
        self.reconcile()
        if self.job.steps_total is None:
            self.in_transaction(self.plan)
        waiting = claims.open_steps(self.store, self.job)
        for place, (number, key) in enumerate(waiting):
            self.look_up()
            following = waiting[place + 1][1] if place + 1 < len(waiting) else ""
            self.in_transaction(partial(self.step, number, key, following))
        self.look_up()
        self.in_transaction(self.finish)

    def look_up(self):
        """The safe point between two steps."""
        cancelled, paused = claims.wishes(self.store, self.job)
        if cancelled:
            raise _Cancelled
        if paused or self.stopping.is_set():
            raise _Paused

    def reconcile(self):
        """Take back the mark of a step whose change of the objects did not take place."""
        last = claims.last_in_objects(self.store, self.job)
        if last is None:
            return
        with self.world.site(self.job.site) as site:
            real = marks.marked(site, self.job.id)
        if real < last:
            claims.step_undone(self.store, self.job, last)

    def plan(self, opened):
        keys = [str(key) for key in opened.kind.steps(opened.context, self.job.arguments)]
        self.write(claims.plan, keys)

    def step(self, number, key, following, opened):
        outcome = opened.kind.do(opened.context, self.job.arguments, key)
        in_objects = marks.has_changes(opened.site)
        if in_objects:
            marks.mark(opened.site, self.job.id, number)
        self.write(claims.step_done, number, outcome, in_objects, following)

    def finish(self, opened):
        found = claims.outcomes(self.store, self.job)
        result = opened.kind.result(opened.context, self.job.arguments, found)
        if result is not None:
            self.write(claims.keep_result, result, self.world.keep_until(opened.kind))
        self.close(DONE, "", opened)

    def end(self, state, reason=""):
        """The job ends without being done, as the portal: its owner may be gone."""
        try:
            self.in_transaction(partial(self.close, state, reason), as_owner=False)
        except Mistake:  # the site itself is gone
            with self.store.writing() as connection:
                claims.end(connection, self.job, state, reason)

    def close(self, state, reason, opened):
        marks.forget(opened.site, self.job.id)
        self.write(claims.end, state, reason)
        self.world.ended(self.job, state)

    def write(self, function, *arguments):
        joined(JobWriter).writes.append(lambda store: function(store, self.job, *arguments))

    def in_transaction(self, function, as_owner=True):
        """Call `function(opened)` in a transaction of its own; again at once after a conflict."""
        for attempt in range(1, QUICK_TRIES + 1):
            try:
                with self.opened(as_owner) as opened:
                    function(opened)
                    transaction.commit()
                return
            except TransientError:
                if attempt == QUICK_TRIES:
                    raise
                self.stopping.wait(random.uniform(0.01, 0.05) * 2**attempt)  # noqa: S311

    @contextmanager
    def opened(self, as_owner):
        with _transaction(), self.world.opened(self.job, as_owner) as opened:
            yield opened


@contextmanager
def _transaction():
    transaction.begin()
    try:
        yield
    finally:
        transaction.abort()


def place_of(error):
    """Type of an error and where it happened, without its message."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    code = traceback.tb_frame.f_code if traceback is not None else None
    where = f" in {code.co_filename}:{traceback.tb_lineno} {code.co_name}" if code else ""
    return f"{type(error).__name__}{where}"
