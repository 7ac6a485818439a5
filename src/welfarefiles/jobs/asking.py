"""Ask for a job, cancel one, try one again: with the present transaction, or not at all."""

from ..access.wall import account_id
from ..interfaces import IWelfareContent
from ..ledger.writing import enter
from ..sql.engine import get_store
from ..sql.joined import joined
from . import queue
from .claims import now
from .claims import PAUSED
from .kinds import find_kind
from .rows import JobWriter
from .rows import new_row
from .tables import CANCELLED
from .tables import FAILED
from .tables import jobs
from .tables import QUEUED
from .tables import RUNNING
from .tables import switches
from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from plone.uuid.interfaces import IUUID
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update
from zope.component.hooks import getSite

import secrets
import transaction


def ask(kind_name, context=None, arguments=None, once=""):
    """Ask for a job as the signed-in person; returns its id. It is queued when this commits.

    `context`: object it is about, None for the site; `arguments`: plain JSON with references
    (uids), never names; `once`: while a job of this kind with the same text waits or runs, no
    second one is made, and its id is returned.
    Raises KeyError for a kind nobody registered, `Unauthorized` without the kind's permission.
    """
    kind = find_kind(kind_name)
    if kind is None:
        raise KeyError(kind_name)
    site = getSite()
    context = site if context is None else context
    if not getSecurityManager().checkPermission(kind.permission, context):
        raise Unauthorized(kind_name)
    job_id = put(kind_name, account_id(), uid_of(context), arguments, once)
    enter("job.asked", _subject(context), job=job_id, job_kind=kind_name)
    return job_id


def put(kind_name, owner, context_uid="", arguments=None, once="", site=None):
    """Put a job into the table with the present transaction, unasked; returns its id."""
    site = "/".join((site or getSite()).getPhysicalPath())
    key = f"{site}:{kind_name}:{once}" if once else None
    job_id = waiting_of(key) if key else None
    if job_id is None:
        job_id = secrets.token_hex(16)
        row = new_row(job_id, site, kind_name, owner, context_uid, arguments, key)
        joined(JobWriter).writes.append(lambda connection: connection.execute(insert(jobs), row))
    call_after_commit(job_id)
    return job_id


def waiting_of(key):
    """Id of the job with this key that waits or runs, or None."""
    with get_store().reading() as connection:
        return connection.scalar(select(jobs.c.id).where(jobs.c.once == key))


def uid_of(context):
    """UID of the object a job is about; "" for the site."""
    return IUUID(context) if IWelfareContent.providedBy(context) else ""


def _subject(context):
    return context if IWelfareContent.providedBy(context) else None


def call_after_commit(job_id):
    """Tell the queue once the job is in the table. The sweeper finds it if that fails."""
    transaction.get().addAfterCommitHook(_call, (job_id,))


def _call(committed, job_id):
    if committed:
        queue.call(job_id)


def cancel(row):
    """Cancel a job (`reading.Job`): at once while it waits, else at the next safe point."""
    at_once = jobs.c.state == QUEUED
    values = {
        "cancel_asked": True,
        "state": case((at_once, CANCELLED), else_=jobs.c.state),
        "once": case((at_once, None), else_=jobs.c.once),
        "ended_at": case((at_once, now()), else_=None),
    }
    open_now = and_(jobs.c.id == row.id, jobs.c.state.in_((QUEUED, RUNNING)))
    _write(update(jobs).where(open_now).values(values))
    enter("job.cancelled", about=row.owner, job=row.id, job_kind=row.kind)


def try_again(row):
    """Put a job that failed into the queue again; its steps that were done stay done."""
    values = {"state": QUEUED, "not_before": now(), "tries": 0, "ended_at": None, "reason": ""}
    failed = and_(jobs.c.id == row.id, jobs.c.state == FAILED)
    _write(update(jobs).where(failed).values(values))
    enter("job.tried-again", about=row.owner, job=row.id, job_kind=row.kind)
    call_after_commit(row.id)


def pause(paused):
    """Stop all work at the next safe point, or let it go on."""
    _write(delete(switches).where(switches.c.name == PAUSED))
    _write(insert(switches).values(name=PAUSED, is_on=paused))
    enter("jobs.paused" if paused else "jobs.resumed")


def _write(statement):
    joined(JobWriter).writes.append(lambda connection: connection.execute(statement))
