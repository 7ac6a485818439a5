"""Find jobs whose worker died, and jobs that no worker was told of.

No clock is compared: a worker is dead when its process is gone from this computer, or when the
count of its heartbeats has not changed for a minute of this process's own running time.
"""

from . import claims
from . import queue
from .heart import DEAD_AFTER

import contextlib
import os
import time


class Sweeper:
    """Remembers what it saw; one for each process that works."""

    def __init__(self, store, monotonic=time.monotonic):
        self.store = store
        self.monotonic = monotonic
        self.seen = {}

    def sweep(self):
        """Take over jobs of the dead, then wake workers for everything that is due."""
        running = claims.running(self.store)
        taken = [one for one in running if self._is_dead(*one)]
        self.seen = {one[0]: self.seen[one[0]] for one in running if one[0] in self.seen}
        freed = [
            job_id
            for job_id, claim, _worker, beats in taken
            if claims.take_over(self.store, job_id, claim, beats)
        ]
        # what workers were told of and have not begun yet needs no second call
        for job_id in claims.due(self.store) if freed or not queue.pending() else ():
            if not queue.call(job_id):
                break
        return freed

    def _is_dead(self, job_id, claim, worker, beats):
        return _is_gone(worker) or self._is_silent(job_id, claim, beats)

    def _is_silent(self, job_id, claim, beats):
        moment = self.monotonic()
        known, since = self.seen.get(job_id, (None, moment))
        if known != (claim, beats):
            self.seen[job_id] = ((claim, beats), moment)
            return False
        return moment - since > DEAD_AFTER


def _is_gone(worker):
    """Whether a worker was a process of this computer that is not there any more."""
    host, _colon, number = worker.rpartition(":")
    if host != claims.worker_name().rpartition(":")[0]:
        return False
    with contextlib.suppress(PermissionError):
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return True
    return False
