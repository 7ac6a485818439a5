"""One batch on its page, and its certificate."""

from .. import _
from ..jobs.asking import ask
from ..ledger.writing import enter_now
from ..lookup import query
from ..people.names import fullname
from ..retention import words
from . import acting
from . import batch as steps
from .batch import BadStep
from .carrying_out import CARRY_OUT
from .certificate import certificate
from .register import disposals_of
from .views import AUTHORISE
from .views import Form
from .views import PREPARE
from datetime import date
from functools import cached_property
from plone import api
from zExceptions import NotFound


class BatchPage(Form):
    """One batch: the review of each file, the second person's word, and the end."""

    page_title = _("Disposal batch")

    @cached_property
    def batch(self):
        found = acting.known_batch(self.context, self.typed("id"))
        if found is None:
            raise NotFound
        return found

    def act(self):
        """Each button has the name of the step it takes."""
        if self.typed("review"):
            self.review(self.typed("review"))
        elif self.typed("authorise"):
            self.authorise()
        elif self.typed("withdraw"):
            acting.withdraw(self.context, self.batch, self.typed("why"))
            api.portal.show_message(_("Withdrawn: none of its remaining files is destroyed."))
        elif self.typed("destroy"):
            return self.destroy()
        return self.url

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@disposal-batch?id={self.batch.id}"

    def review(self, uid):
        if not self.may(PREPARE):
            raise NotFound
        decision = self.typed(f"decision-{uid}")
        until = read_day(self.typed(f"until-{uid}"))
        acting.review(self.context, self.batch, uid, decision, self.typed(f"reason-{uid}"), until)
        api.portal.show_message(_("Noted"))

    def authorise(self):
        if not self.may(AUTHORISE):
            raise NotFound
        if self.typed("sure") != "1":
            raise BadStep("Tick that you have checked the list.")
        acting.authorise(self.context, self.batch)
        api.portal.show_message(_("Authorised. It can be withdrawn until it is carried out."))

    def destroy(self):
        if not self.may(PREPARE):
            raise NotFound
        if self.typed("sure") != "1":
            raise BadStep("Tick that the files are to be destroyed for good.")
        steps.may_carry_out(self.batch)
        job_id = ask(CARRY_OUT, self.context, {"batch": self.batch.id}, once=self.batch.id)
        return f"{api.portal.get().absolute_url()}/@@job/{job_id}"

    def files(self):
        """Files of the batch with the outcome of their review, those destroyed by tombstone."""
        disposals = disposals_of(self.context)
        for uid in self.batch.files:
            stone, decision = disposals.tombstone(uid), self.batch.decisions.get(uid)
            yield {
                "uid": uid,
                "reference": stone.reference if stone else self.reference(uid),
                "url": self.link(uid),
                "destroyed": self.moment(stone.destroyed_at) if stone else "",
                "decision": decision.decision if decision else "",
                "by": fullname(decision.by) if decision else "",
                "reason": decision.reason if decision else "",
                "until": words.day(decision.keep_until) if decision else "",
            }

    def reference(self, uid):
        row = query.file_row(uid)
        return row.reference if row is not None else ""

    def link(self, uid):
        """Address of a file the person may open, or nothing."""
        file = acting.file_of(self.context, uid)
        may = file is not None and api.user.has_permission("View", obj=file)
        return file.absolute_url() if may else ""

    @property
    def may_review(self):
        return self.batch.state == steps.PREPARED and self.may(PREPARE)

    @property
    def may_authorise(self):
        return self.batch.state == steps.PREPARED and self.may(AUTHORISE)

    @property
    def may_destroy(self):
        return self.batch.state == steps.AUTHORISED and self.may(PREPARE)

    @property
    def may_withdraw(self):
        return self.batch.state in (steps.PREPARED, steps.AUTHORISED)


class Certificate(Form):
    """The certificate of a batch that was carried out, as PDF/A."""

    def __call__(self):
        batch = acting.known_batch(self.context, self.typed("id"))
        if batch is None or batch.state != steps.DESTROYED:
            raise NotFound
        enter_now("disposal.certificate", self.context, batch=batch.id)
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("Content-Disposition", f'attachment; filename="disposal-{batch.id}.pdf"')
        return certificate(self.context, batch)


def read_day(text):
    """A day as a browser sends it, or None; raises `BadStep` for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadStep("This is not a date.") from None
