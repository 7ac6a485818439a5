"""What workers do in the table of jobs: claim, live, let go, end. Each change is conditional.

A worker that was given up for dead and comes back finds its claim gone, and nothing of what it
was doing is committed (`LostClaim`).
"""

from .tables import CANCELLED
from .tables import jobs
from .tables import QUEUED
from .tables import results
from .tables import RUNNING
from .tables import steps
from .tables import switches
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update
from typing import Any

import os
import secrets
import socket


PAUSED = "paused"
#: A job waits at most so long before it is tried again: what lies further ahead was written while
#: the clock was wrong.
LONGEST_WAIT = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=5)


class LostClaim(Exception):
    """Somebody else has the job now, or it has ended."""


@dataclass(frozen=True)
class Claimed:
    """A job this process works on."""

    id: str
    claim: str
    site: str
    kind: str
    owner: str
    context_uid: str
    arguments: Any
    tries: int
    steps_total: int | None


def now():
    return datetime.now(UTC)


def worker_name():
    """Host and process, as it is kept with a claim."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_due(moment):
    """Condition: a queued job may be begun at `moment`."""
    return and_(
        jobs.c.state == QUEUED,
        or_(jobs.c.not_before <= moment, jobs.c.not_before > moment + LONGEST_WAIT),
    )


def is_paused(connection):
    """Whether the administrator has stopped all work."""
    found = select(switches.c.is_on).where(switches.c.name == PAUSED)
    return bool(connection.scalar(found))


def claim(store, job_id):
    """`Claimed` when this process may do the job now, else None."""
    mine, moment = secrets.token_hex(16), now()
    values = {
        "state": RUNNING,
        "claim": mine,
        "worker": worker_name(),
        "started_at": func.coalesce(jobs.c.started_at, moment),
        "tries": jobs.c.tries + 1,
        "beats": jobs.c.beats + 1,
        "reason": "",
    }
    with store.writing() as connection:
        if is_paused(connection):
            return None
        wanted = update(jobs).where(jobs.c.id == job_id, is_due(moment)).values(values)
        if not connection.execute(wanted).rowcount:
            return None
        columns = [jobs.c[name] for name in Claimed.__dataclass_fields__]
        return Claimed(*connection.execute(select(*columns).where(jobs.c.id == job_id)).one())


def _held(job):
    return and_(jobs.c.id == job.id, jobs.c.claim == job.claim, jobs.c.state == RUNNING)


def change(connection, job, **values):
    """Change the row of a job one holds; `LostClaim` when one does not hold it any more."""
    if not connection.execute(update(jobs).where(_held(job)).values(values)).rowcount:
        raise LostClaim(job.id)


def beat(store, job):
    """Say that this worker is alive. `LostClaim` when somebody took the job over."""
    with store.writing() as connection:
        change(connection, job, beats=jobs.c.beats + 1)


def wishes(store, job):
    """(cancelled, paused): what people want of a running job. `LostClaim` as above."""
    with store.reading() as connection:
        asked = connection.scalar(select(jobs.c.cancel_asked).where(_held(job)))
        if asked is None:
            raise LostClaim(job.id)
        return asked, is_paused(connection)


def plan(connection, job, keys):
    """Write down the steps of a job."""
    change(connection, job, steps_total=len(keys), steps_done=0, at=next(iter(keys), ""))
    rows = [
        {"job_id": job.id, "number": number, "key": key, "in_objects": False}
        for number, key in enumerate(keys)
    ]
    if rows:
        connection.execute(insert(steps), rows)


def open_steps(store, job):
    """[(number, key)] of what is still to be done, in order."""
    wanted = select(steps.c.number, steps.c.key).where(
        steps.c.job_id == job.id, steps.c.done_at.is_(None)
    )
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted.order_by(steps.c.number))]


def outcomes(store, job):
    """What the steps returned, in order."""
    wanted = select(steps.c.outcome).where(steps.c.job_id == job.id).order_by(steps.c.number)
    with store.reading() as connection:
        return list(connection.scalars(wanted))


def step_done(connection, job, number, outcome, in_objects, following=""):
    """Mark a step as done, once; `LostClaim` when it was done already or the job is not ours."""
    change(
        connection,
        job,
        steps_done=jobs.c.steps_done + 1,
        beats=jobs.c.beats + 1,
        tries=1,
        at=following,
    )
    done = update(steps).where(
        steps.c.job_id == job.id, steps.c.number == number, steps.c.done_at.is_(None)
    )
    values = {"done_at": now(), "outcome": outcome, "in_objects": in_objects}
    if not connection.execute(done.values(values)).rowcount:
        raise LostClaim(job.id)


def last_in_objects(store, job):
    """Number of the last step that is marked as done and changed objects too, or None."""
    wanted = select(func.max(steps.c.number)).where(
        steps.c.job_id == job.id, steps.c.done_at.is_not(None), steps.c.in_objects
    )
    with store.reading() as connection:
        return connection.scalar(wanted)


def step_undone(store, job, number):
    """The mark of a step is taken back: its change of the objects did not take place."""
    with store.writing() as connection:
        change(connection, job, steps_done=jobs.c.steps_done - 1)
        undone = update(steps).where(steps.c.job_id == job.id, steps.c.number == number)
        connection.execute(undone.values(done_at=None, in_objects=False))


def end(connection, job, state, reason=""):
    """The job has ended so."""
    ended = {"state": state, "reason": reason, "ended_at": now(), "once": None, "at": ""}
    change(connection, job, claim="", **ended)


def keep_result(connection, job, result, expires_at):
    """Keep what the job has made."""
    row = {"name": result.name, "content_type": result.content_type, "content": result.content}
    row |= {"job_id": job.id, "size": len(result.content), "expires_at": expires_at}
    connection.execute(insert(results), row)


def let_go(store, job, wait=timedelta(0), reason="", counts=True):
    """Give the job back to the queue, to be done later by whoever comes."""
    values = {"state": QUEUED, "claim": "", "not_before": now() + wait, "reason": reason}
    if not counts:
        values["tries"] = jobs.c.tries - 1
    with store.writing() as connection:
        change(connection, job, **values)


def wait_after(tries):
    """How long a job waits after so many tries in vain."""
    return min(FIRST_WAIT * 2 ** max(tries - 1, 0), LONGEST_WAIT)


def running(store):
    """[(id, claim, worker, beats)] of the jobs that are said to be running."""
    wanted = select(jobs.c.id, jobs.c.claim, jobs.c.worker, jobs.c.beats)
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted.where(jobs.c.state == RUNNING))]


def take_over(store, job_id, claim_seen, beats_seen):
    """Give a job whose worker is dead back to the queue; False when it was not dead after all."""
    dead = and_(
        jobs.c.id == job_id,
        jobs.c.state == RUNNING,
        jobs.c.claim == claim_seen,
        jobs.c.beats == beats_seen,
    )
    # somebody who asked to cancel does not wait for another worker
    cancelled = jobs.c.cancel_asked
    values = {
        "state": case((cancelled, CANCELLED), else_=QUEUED),
        "once": case((cancelled, None), else_=jobs.c.once),
        "ended_at": case((cancelled, now()), else_=None),
        "claim": "",
        "not_before": now(),
    }
    with store.writing() as connection:
        return bool(connection.execute(update(jobs).where(dead).values(values)).rowcount)


def due(store, limit=1000):
    """Ids of the jobs that may be begun now, the oldest first; none while all is paused."""
    wanted = select(jobs.c.id).where(is_due(now())).order_by(jobs.c.asked_at).limit(limit)
    with store.reading() as connection:
        return [] if is_paused(connection) else list(connection.scalars(wanted))
