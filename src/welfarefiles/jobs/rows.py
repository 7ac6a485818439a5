"""Rows of the jobs: a new one, and what a transaction writes to them."""

from ..sql.joined import Writer
from .claims import now
from .tables import QUEUED

import json


class JobWriter(Writer):
    """Writes what the transaction asks of the jobs: functions of a connection, in order."""

    order = 80

    def __init__(self):
        self.writes = []

    def write(self, connection, store):
        for one in self.writes:
            one(connection)

    def snapshot(self):
        return len(self.writes)

    def restore(self, state):
        del self.writes[state:]


def new_row(job_id, site, kind_name, owner, context_uid="", arguments=None, once=None):
    """A job as it is stored when it is asked for. TypeError for arguments that are not JSON."""
    moment = now()
    return {
        "id": job_id,
        "site": site,
        "kind": kind_name,
        "owner": owner,
        "context_uid": context_uid,
        "arguments": json.loads(json.dumps(arguments or {})),
        "once": once,
        "state": QUEUED,
        "asked_at": moment,
        "not_before": moment,
        "worker": "",
        "claim": "",
        "beats": 0,
        "tries": 0,
        "steps_done": 0,
        "at": "",
        "cancel_asked": False,
        "reason": "",
    }
