"""Read jobs: one's own, or all of a site for whoever manages them."""

from ..sql.engine import get_store
from ..sql.prepared import Prepared
from .claims import is_paused
from .tables import ENDED
from .tables import jobs
from .tables import PORTAL
from .tables import QUEUED
from .tables import results
from .tables import RUNNING
from dataclasses import dataclass
from datetime import datetime
from sqlalchemy import bindparam
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from zope.component.hooks import getSite


@dataclass(frozen=True)
class Job:
    """A job as people see it. `result_*`: "" and None when there is no result (any more)."""

    id: str
    kind: str
    owner: str
    state: str
    asked_at: datetime
    not_before: datetime
    started_at: datetime | None
    ended_at: datetime | None
    worker: str
    steps_total: int | None
    steps_done: int
    at: str
    cancel_asked: bool
    reason: str
    result_name: str
    result_size: int | None
    expires_at: datetime | None

    @property
    def has_ended(self):
        return self.state in ENDED


_OWN = [name for name in Job.__dataclass_fields__ if name in jobs.c]
_COLUMNS = [
    *(jobs.c[name] for name in _OWN),
    func.coalesce(results.c.name, "").label("result_name"),
    results.c.size.label("result_size"),
    results.c.expires_at,
]


def _select(*where):
    joined = jobs.outerjoin(results, results.c.job_id == jobs.c.id)
    return select(*_COLUMNS).select_from(joined).where(_here(), *where)


def _here():
    """Condition: of the present site, whose store other sites may share."""
    return jobs.c.site == _site()


def _site():
    return "/".join(getSite().getPhysicalPath())


# Made once: every page asks it, and to put it together takes longer than to answer it.
_IS_OPEN = case((or_(jobs.c.state == QUEUED, jobs.c.state == RUNNING), 1), else_=0)
_NUMBERS = Prepared(
    select(func.count(), func.coalesce(func.sum(_IS_OPEN), 0)).where(
        jobs.c.site == bindparam("site"), jobs.c.owner == bindparam("owner")
    )
)


def _read(statement):
    with get_store().reading() as connection:
        return [Job(**row) for row in connection.execute(statement).mappings()]


def own_job(owner, job_id):
    """The job of this id if it is `owner`'s, else None."""
    return next(iter(_read(_select(jobs.c.id == job_id, jobs.c.owner == owner))), None)


def any_job(job_id):
    """The job of this id, whoever asked for it, or None."""
    return next(iter(_read(_select(jobs.c.id == job_id))), None)


def own_jobs(owner, limit=100):
    """The jobs of a person, the newest first."""
    newest = _select(jobs.c.owner == owner).order_by(jobs.c.asked_at.desc(), jobs.c.id)
    return _read(newest.limit(limit))


def jobs_in(states, limit=100):
    """The jobs in some states, for whoever manages them. The newest first once they have ended."""
    is_open = QUEUED in states or RUNNING in states
    order = jobs.c.asked_at if is_open else jobs.c.ended_at.desc()
    found = _select(jobs.c.state.in_(states))
    if not is_open:
        # rounds of the clock that went well would hide everything else
        found = found.where((jobs.c.owner != PORTAL) | (jobs.c.state != "done"))
    return _read(found.order_by(order, jobs.c.id).limit(limit))


def count_own(owner):
    """(all, open): how many jobs of a person there are, and how many wait or run."""
    with get_store().reading() as connection:
        return tuple(_NUMBERS.rows(connection, site=_site(), owner=owner)[0])


def result_of(job_id):
    """(name, content type, content) of a result, or None."""
    wanted = select(results.c.name, results.c.content_type, results.c.content)
    with get_store().reading() as connection:
        row = connection.execute(wanted.where(results.c.job_id == job_id)).first()
        return None if row is None else tuple(row)


def all_paused():
    """Whether the administrator has stopped all work."""
    with get_store().reading() as connection:
        return is_paused(connection)
