"""REST: one's own jobs; the rules are those of the pages (R184)."""

from ..access.wall import account_id
from ..rest.address import OneName
from ..rest.refusing import JsonService
from ..rest.times import moment
from . import asking
from . import reading
from .shown import Shown
from .views import TOO_LATE
from zExceptions import NotFound


class OwnJobs(OneName, JsonService):
    """``GET @jobs``: the list; ``GET @jobs/<id>``: one. Somebody else's is absent."""

    def answer(self):
        if self.id is not None:
            return self.one(self.job())
        found = [self.one(job) for job in reading.own_jobs(account_id())]
        return {"@id": self.address(), "items": found, "items_total": len(found)}

    def job(self):
        job = reading.own_job(account_id(), self.id or "")
        if job is None:
            raise NotFound()
        return job

    def address(self, *parts):
        return "/".join([self.context.absolute_url(), "@jobs", *parts])

    def one(self, job):
        found = {
            "@id": self.address(job.id),
            **Shown(job, self.request).as_json(),
            "asked": moment(job.asked_at),
            "ended": job.ended_at and moment(job.ended_at),
            "result": None,
        }
        if job.result_name:
            found["result"] = {
                "download": f"{self.context.absolute_url()}/@@job/{job.id}/result",
                "filename": job.result_name,
                "size": job.result_size,
                "kept_until": moment(job.expires_at),
            }
        return found


class CancelJob(OwnJobs):
    """``DELETE @jobs/<id>``: cancel it; 400 when it has ended."""

    def answer(self):
        job = self.job()
        if job.has_ended:
            return self.refused(400, "BadRequest", [{"field": None, "message": TOO_LATE}])
        asking.cancel(job)
        self.request.response.setStatus(202)
        return self.one(job)
