"""A process that does jobs in the tiny world, made to be killed.

Usage: python -m tests.jobworker <URL of the store> <objects> <threads> <die after so many commits>

With a number above 0 it dies in the worst moment: the store has committed, the objects have not.
"""

from tests import tinyworld
from welfarefiles.jobs.consumer import JobsProcess
from welfarefiles.sql import joined
from welfarefiles.sql.engine import set_store
from welfarefiles.sql.engine import Store

import os
import signal
import sys
import threading


def die_after(commits):
    """Kill this process between the two commits of a transaction."""
    vote = joined.JoinedStore.tpc_vote
    counted = []

    def vote_and_die(self, txn):
        vote(self, txn)
        counted.append(self)
        if len(counted) >= commits:
            os.kill(os.getpid(), signal.SIGKILL)

    joined.JoinedStore.tpc_vote = vote_and_die


def main(url, objects, threads, commits):
    if int(commits):
        die_after(int(commits))
    tinyworld.register()
    set_store(Store(url))
    JobsProcess(tinyworld.TinyWorld.stored(objects), int(threads)).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
