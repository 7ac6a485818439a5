"""The heart of a worker: while it beats, nobody takes its job over."""

from .claims import beat
from .claims import LostClaim

import logging
import threading


logger = logging.getLogger(__name__)

#: Seconds between two beats, and after how many without a new one a worker is dead.
INTERVAL = 10
DEAD_AFTER = 60


class Heart:
    """Beats for a claimed job within a `with` block, in a thread of its own."""

    def __init__(self, store, job, interval=INTERVAL):
        self.store, self.job, self.interval = store, job, interval
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._beat, name="job-heart", daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.ended.set()

    def _beat(self):
        while not self.ended.wait(self.interval):
            try:
                beat(self.store, self.job)
            except LostClaim:
                return
            except Exception as error:
                logger.warning("A sign of life was not written (%s)", type(error).__name__)
