"""Pages of disposal: what is due, preparing a batch, reviewing it, authorising it, the certificate."""

from .. import _
from ..calendars import london
from ..index import query
from ..ledger.writing import enter_now
from ..people.names import fullname
from ..people.roles import RECORDS_MANAGER
from ..people.team import covered_types
from ..retention import words
from ..retention.due import count_due
from ..retention.due import due_files
from ..retention.hold_register import holds_of
from . import acting
from . import batch as steps
from .batch import BadStep
from .certificate import certificate
from .destroying import obstacles_of
from .register import disposals_of
from datetime import date
from functools import cached_property
from plone import api
from plone.protect.authenticator import check as check_token
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from zExceptions import NotFound


PREPARE = "welfarefiles: Prepare disposal"
AUTHORISE = "welfarefiles: Authorise disposal"
STATES = {
    steps.PREPARED: (_("Prepared"), "warn"),
    steps.AUTHORISED: (_("Authorised"), "bad"),
    steps.DESTROYED: (_("Destroyed"), ""),
    steps.WITHDRAWN: (_("Withdrawn"), ""),
}


class Form(BrowserView):
    """A page with a form: `act()` does what the pressed button says and returns where to go."""

    error = None

    def __call__(self):
        if self.request.method == "POST":
            check_token(self.request)
            try:
                return self.request.response.redirect(self.act())
            except BadStep as error:
                self.error = str(error)
        return self.index()

    def act(self):
        raise NotImplementedError

    def typed(self, name):
        value = self.request.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def many(self, name):
        value = self.request.form.get(name) or []
        values = [value] if isinstance(value, str) else value
        return [item for item in values if isinstance(item, str)]

    def may(self, permission):
        return api.user.has_permission(permission, obj=self.context)

    def day(self, value):
        return words.day(value)

    def moment(self, value):
        return london.format_datetime(value) if value else ""

    def name(self, user_id):
        return fullname(user_id)

    def state(self, batch):
        title, tag = STATES[batch.state]
        return {"title": title, "tag": tag}


class DisposalPage(Form):
    """What is due, and the batches under way and behind us."""

    page_title = _("Disposal")

    def act(self):
        if not self.may(PREPARE):
            raise NotFound
        batch = acting.prepare(self.context, self.many("files"))
        api.portal.show_message(_("The batch is prepared. Review it file by file."))
        return f"{self.context.absolute_url()}/@@disposal-batch?id={batch.id}"

    @cached_property
    def own(self):
        """Kinds of file the person may destroy."""
        if not self.may(PREPARE):
            return frozenset()
        return covered_types(self.context, acting.me(), RECORDS_MANAGER)

    @cached_property
    def due(self):
        """Files whose time is over, with what else stands in the way of each."""
        today, taken = london.today(), acting.in_batches(self.context)
        rows = due_files(IUUID(self.context), self.own, today, limit=acting.MOST)
        return [self.shown(row) for row in rows if row.file_uid not in taken]

    def shown(self, row):
        file = acting.file_of(self.context, row.file_uid)
        return {
            "uid": row.file_uid,
            "reference": row.reference,
            "url": file.absolute_url(),
            "class": words.class_title(row.file_class),
            "rule": row.rule,
            "keep_until": words.day(row.keep_until),
            "obstacles": obstacles_of(file),
        }

    def number_due(self):
        return count_due(IUUID(self.context), self.own, london.today())

    def holds(self):
        """Holds over the whole school that stand: nothing at all can be destroyed meanwhile."""
        found = holds_of(self.context).all()
        return [hold for hold in found if hold.stands and hold.scope == "school"]

    def batches(self):
        return disposals_of(self.context).batches()


class BatchPage(Form):
    """One batch: the review of each file, the second person's word, and the end."""

    page_title = _("Disposal batch")

    @cached_property
    def batch(self):
        found = disposals_of(self.context).batch(self.typed("id"))
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
            self.destroy()
        return self.url

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@disposal-batch?id={self.batch.id}"

    def review(self, uid):
        if not self.may(PREPARE):
            raise NotFound
        decision = self.typed(f"decision-{uid}")
        until = read_day(self.typed(f"until-{uid}"))
        acting.review(
            self.context, self.batch, uid, decision, self.typed(f"reason-{uid}"), until
        )
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
        carry_out(self.context, self.batch)
        api.portal.show_message(_("The files are being destroyed."))

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
        batch = disposals_of(self.context).batch(self.typed("id"))
        if batch is None or batch.state != steps.DESTROYED:
            raise NotFound
        enter_now("disposal.certificate", self.context, batch=batch.id)
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader(
            "Content-Disposition", f'attachment; filename="disposal-{batch.id}.pdf"'
        )
        return certificate(self.context, batch)


def read_day(text):
    """A day as a browser sends it, or None; raises `BadStep` for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadStep("This is not a date.") from None
