"""REST on disposal: the same steps as on the pages, by the same functions (R183, R184)."""

from .. import _
from ..calendars import london
from ..jobs.asking import ask
from ..people.roles import RECORDS_MANAGER
from ..people.team import covered_types
from ..rest.address import Names
from ..rest.deserialise import named
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.refusing import JsonService
from ..rest.times import moment
from ..retention.due import due_files
from ..retention.known import known_in
from ..retention.services import day
from . import acting
from . import batch as steps
from .batch import BadStep
from .carrying_out import CARRY_OUT
from .register import disposals_of
from .views import AUTHORISE
from .views import PREPARE
from AccessControl import Unauthorized
from plone import api
from plone.restapi.deserializer import json_body
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound


NOT_LIST = _("Give a list of UIDs.")


def batch_as_json(school, batch):
    """A batch for a client, with what is left of the files that were destroyed."""
    disposals = disposals_of(school)
    return {
        "@id": f"{school.absolute_url()}/@disposals/{batch.id}",
        "id": batch.id,
        "state": batch.state,
        "prepared_by": batch.prepared_by,
        "prepared_at": moment(batch.at),
        "authorised_by": batch.authorised_by or None,
        "authorised_at": batch.authorised_at and moment(batch.authorised_at),
        "withdrawn_by": batch.withdrawn_by or None,
        "withdrawn_why": batch.withdrawn_why or None,
        "destroyed_at": batch.destroyed_at and moment(batch.destroyed_at),
        "files": [
            file_as_json(uid, batch.decisions.get(uid), disposals.tombstone(uid))
            for uid in batch.files
        ],
    }


def file_as_json(uid, decision, stone):
    """One file of a batch."""
    return {
        "UID": uid,
        "decision": decision.decision if decision else None,
        "by": decision.by if decision else None,
        "reason": decision.reason if decision else None,
        "keep_until": day(decision.keep_until) if decision else None,
        "destroyed_at": moment(stone.destroyed_at) if stone else None,
        "reference": stone.reference if stone else None,
        "manifest_sha256": stone.manifest_hash if stone else None,
    }


class Disposals(Names, JsonService):
    """What lies behind ``@disposals`` is found by `names`: (), (batch,) or (batch, step)."""

    def answer(self):
        try:
            return self.do(*self.names)
        except BadStep as error:
            raise Refused([{"field": None, "message": str(error)}]) from None

    def do(self, *names):
        raise NotFound

    def batch(self, id):
        found = acting.known_batch(self.context, id)
        if found is None:
            raise NotFound(id)
        return found

    def need(self, permission):
        """Raise `Unauthorized`, which looks like absence, without the permission."""
        if not api.user.has_permission(permission, obj=self.context):
            raise Unauthorized


class Batches(Disposals):
    """``GET …/@disposals``: what is due and the batches; ``GET …/@disposals/{id}``: one batch."""

    def do(self, id=None, *more):
        if more:
            raise NotFound
        if id is not None:
            return batch_as_json(self.context, self.batch(id))
        own = covered_types(self.context, acting.me(), RECORDS_MANAGER)
        barred = known_in(self.context).barred
        rows = due_files(IUUID(self.context), own, london.today(), barred=barred)
        return {
            "@id": f"{self.context.absolute_url()}/@disposals",
            "due": [
                {
                    "UID": row.file_uid,
                    "reference": row.reference,
                    "rule": row.rule,
                    "keep_until": day(row.keep_until),
                }
                for row in rows
            ],
            "items": [
                batch_as_json(self.context, batch) for batch in acting.known_batches(self.context)
            ],
        }


class Steps(Disposals):
    """``POST …/@disposals`` prepares a batch; ``POST …/@disposals/{id}/{step}`` takes a step.

    Steps: ``review`` (`uid`, `decision`, `reason`, `keep_until`), ``authorise``, ``withdraw``
    (`reason`), ``carry-out``, which answers with the id of the job.
    """

    def do(self, id=None, step=None, *more):
        given = json_body(self.request)
        if id is None:
            return self.prepare(given)
        taken = {
            "review": self.review,
            "authorise": self.authorise,
            "withdraw": self.withdraw,
            "carry-out": self.carry_out,
        }.get(step)
        if taken is None or more:
            raise NotFound
        return taken(self.batch(id), given)

    def prepare(self, given):
        self.need(PREPARE)
        uids = given.get("files")
        if not isinstance(uids, list) or not all(isinstance(uid, str) for uid in uids):
            raise Refused([{"field": "files", "message": NOT_LIST}])
        batch = acting.prepare(self.context, uids)
        self.request.response.setStatus(201)
        return batch_as_json(self.context, batch)

    def review(self, batch, given):
        self.need(PREPARE)
        words = {name: named_text(given, name) for name in ("uid", "decision", "reason")}
        until = named(given, "keep_until", day_of)
        new = acting.review(self.context, batch, **words, keep_until=until)
        return batch_as_json(self.context, new)

    def authorise(self, batch, given):
        self.need(AUTHORISE)
        return batch_as_json(self.context, acting.authorise(self.context, batch))

    def withdraw(self, batch, given):
        why = named_text(given, "reason")
        return batch_as_json(self.context, acting.withdraw(self.context, batch, why))

    def carry_out(self, batch, given):
        self.need(PREPARE)
        steps.may_carry_out(batch)
        job_id = ask(CARRY_OUT, self.context, {"batch": batch.id}, once=batch.id)
        self.request.response.setStatus(202)
        return {"job": job_id}
