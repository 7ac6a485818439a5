"""Tables of the jobs: asked for, being done, done; their steps, results and rounds."""

from ..sql.tables import metadata
from ..sql.types import Json
from ..sql.types import Moment
from ..sql.types import Number
from ..sql.types import Words
from sqlalchemy import Boolean
from sqlalchemy import Column
from sqlalchemy import Index
from sqlalchemy import LargeBinary
from sqlalchemy import Table


QUEUED, RUNNING = "queued", "running"
DONE, FAILED, CANCELLED, REFUSED = "done", "failed", "cancelled", "refused"
STATES = (QUEUED, RUNNING, DONE, FAILED, CANCELLED, REFUSED)
#: The owner of what comes round by the clock: the portal itself.
PORTAL = ""
ENDED = (DONE, FAILED, CANCELLED, REFUSED)


def _column(name, kind, **options):
    return Column(name, kind, nullable=False, **options)


jobs = Table(
    "jobs",
    metadata,
    _column("id", Words, primary_key=True),
    _column("site", Words),  # path of the portal
    _column("kind", Words),
    _column("owner", Words),  # "": the portal itself
    _column("context_uid", Words),  # "": the site
    _column("arguments", Json),
    Column("once", Words, unique=True),  # while it waits or runs there is no other of this key
    _column("state", Words),
    _column("asked_at", Moment),
    _column("not_before", Moment),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    _column("worker", Words),  # host and process
    _column("claim", Words),  # of the worker that has it now; every write of the worker asks for it
    _column("beats", Number),  # counts up while the worker is alive
    _column("tries", Number),  # claims since a step was done
    Column("steps_total", Number),  # None: not planned yet
    _column("steps_done", Number),
    _column("at", Words),  # key of the step it is at
    _column("cancel_asked", Boolean),
    _column("reason", Words),  # why it failed, was refused or waits
    Index("jobs_state", "state", "not_before"),
    Index("jobs_owner", "owner", "asked_at"),
)

steps = Table(
    "job_steps",
    metadata,
    _column("job_id", Words, primary_key=True),
    _column("number", Number, primary_key=True, autoincrement=False),
    _column("key", Words),
    Column("outcome", Json),
    Column("done_at", Moment),
    _column("in_objects", Boolean),  # whether it changed objects too (see `marks`)
)

results = Table(
    "job_results",
    metadata,
    _column("job_id", Words, primary_key=True),
    _column("name", Words),
    _column("content_type", Words),
    _column("size", Number),
    _column("content", LargeBinary),
    _column("expires_at", Moment),
)

rounds = Table(
    "job_rounds",
    metadata,
    _column("name", Words, primary_key=True),
    _column("slot", Moment),
)

switches = Table(
    "job_switches",
    metadata,
    _column("name", Words, primary_key=True),
    _column("is_on", Boolean),
)
