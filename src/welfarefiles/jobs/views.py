"""Pages of jobs: one's own, one of them with its progress, and all for whoever manages them."""

from .. import _
from ..access.wall import account_id
from ..ledger.writing import enter_now
from ..notices.waiting import refused
from ..notices.waiting import waiting
from ..people.typed import Typed
from ..permissions import MANAGE_JOBS
from ..permissions import may
from . import asking
from . import reading
from .interfaces import IJobKind
from .shown import Shown
from .tables import CANCELLED
from .tables import DONE
from .tables import FAILED
from .tables import QUEUED
from .tables import REFUSED
from .tables import RUNNING
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.component import getUtilitiesFor
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import json
import re


#: Kinds of result that go out under their own name; a browser is told nothing of the others.
PLAIN_TYPES = {"application/pdf", "application/zip", "text/csv", "text/plain"}
ANY_TYPE = "application/octet-stream"

TOO_LATE = _("It had ended already.")


def manages(portal):
    """Whether the signed-in person looks after the jobs of everybody."""
    return may(MANAGE_JOBS, portal)


class Progress:
    """How far a job has come, on any page with a `Shown` named `shown`.

    The page puts it into an element whose ``data-job-state`` is the address of `state`, and loads
    ``job.js``: it then moves on by itself when the job has ended.
    """

    progress = ViewPageTemplateFile("templates/progress.pt")

    def state(self):
        """The job as JSON, for the script of the page."""
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "no-store")
        return json.dumps(self.shown.as_json())


class JobsPage(BrowserView):
    """`@@jobs`: what one has asked for."""

    page_title = _("My jobs")

    def jobs(self):
        return [Shown(job, self.request) for job in reading.own_jobs(account_id())]

    def manages(self):
        return manages(self.context)

    def url(self, shown):
        return f"{self.context.absolute_url()}/@@job/{shown.job.id}"


@implementer(IPublishTraverse)
class JobPage(Progress, BrowserView):
    """`@@job/<id>`, and below it `state` (JSON), `result` and `cancel`.

    For its owner; for whoever manages the jobs too, but for the result. For everybody else there
    is no such job.
    """

    page_title = _("Job")
    page = ViewPageTemplateFile("templates/job.pt")
    confirm = ViewPageTemplateFile("templates/cancel.pt")
    job_id = None
    part = ""

    def publishTraverse(self, request, name):
        if self.job_id is None:
            self.job_id = name
        elif not self.part and name in ("state", "result", "cancel"):
            self.part = name
        else:
            raise NotFound()
        return self

    def __call__(self):
        if self.shown is None:
            raise NotFound()
        answer = {"": self.page, "state": self.state, "result": self.result, "cancel": self.cancel}
        return answer[self.part]()

    @cached_property
    def shown(self):
        """The job as one may see it, or None."""
        job = reading.own_job(account_id(), self.job_id or "")
        if job is None and manages(self.context):
            job = reading.any_job(self.job_id or "")
        return job and Shown(job, self.request)

    @property
    def is_own(self):
        return self.shown.job.owner == account_id()

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@job/{self.job_id}"

    def result(self):
        """What the job has made, for its owner only."""
        found = reading.result_of(self.job_id) if self.is_own else None
        if found is None:
            raise NotFound()
        name, content_type, content = found
        enter_now("job.result-taken", job=self.job_id, job_kind=self.shown.job.kind)
        response = self.request.response
        plain = content_type.partition(";")[0] in PLAIN_TYPES
        response.setHeader("Content-Type", content_type if plain else ANY_TYPE)
        response.setHeader("Content-Length", len(content))
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store")
        return content

    def cancel(self):
        """Ask whether it is meant, then cancel."""
        if self.shown.may_be_cancelled and self.request.method != "POST":
            return self.confirm()
        if self.shown.may_be_cancelled:
            asking.cancel(self.shown.job)
            api.portal.show_message(_("The job is being cancelled"))
        else:
            api.portal.show_message(TOO_LATE, type="warning")
        return self.request.response.redirect(self.url)


class ManageJobs(BrowserView):
    """`@@manage-jobs`: what waits, runs and failed, for everybody; no result and no argument."""

    page_title = _("Jobs of everybody")

    def __call__(self):
        if self.request.method == "POST":
            return self.request.response.redirect(
                self.act(Typed(self.request.form).shown) or self.url
            )
        return self.index()

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@manage-jobs"

    def act(self, typed):
        """Do what the pressed button says; the address to go to, or None for this page."""
        if typed("pause") in ("on", "off"):
            asking.pause(typed("pause") == "on")
        elif typed("retry"):
            self.try_again(typed("retry"))
        elif typed("start") in dict(self.kinds):
            job_id = asking.ask(typed("start"), once="one")
            return f"{self.context.absolute_url()}/@@job/{job_id}"
        return None

    def try_again(self, job_id):
        job = reading.any_job(job_id)
        if job is None or job.state != FAILED:
            api.portal.show_message(TOO_LATE, type="warning")
            return
        asking.try_again(job)
        api.portal.show_message(_("The job is tried again"))

    @cached_property
    def kinds(self):
        """(name, kind) of what an administrator may start here."""
        found = sorted(getUtilitiesFor(IJobKind))
        return [(name, kind) for name, kind in found if kind.permission == MANAGE_JOBS]

    @cached_property
    def paused(self):
        return reading.all_paused()

    @cached_property
    def open_jobs(self):
        found = reading.jobs_in((RUNNING,)) + reading.jobs_in((QUEUED,))
        return [Shown(job, self.request) for job in found]

    @cached_property
    def failed_jobs(self):
        return [Shown(job, self.request) for job in reading.jobs_in((FAILED,), limit=50)]

    @cached_property
    def ended_jobs(self):
        states = (DONE, CANCELLED, REFUSED)
        return [Shown(job, self.request) for job in reading.jobs_in(states, limit=20)]

    def mails(self):
        """How many mails wait, and how many the mail server refused."""
        return {"waiting": len(waiting()), "refused": refused()}
