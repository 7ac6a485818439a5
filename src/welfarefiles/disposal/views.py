"""Pages of disposal: what they share, and what is due."""

from .. import _
from ..calendars import london
from ..people.names import fullname
from ..people.roles import RECORDS_MANAGER
from ..people.team import covered_types
from ..people.typed import text_of
from ..people.typed import texts_of
from ..retention import words
from ..retention.due import due_files
from ..retention.hold_register import holds_of
from ..retention.known import known_in
from ..retention.tabs import Tabs
from ..submission import whole
from . import acting
from . import batch as steps
from .batch import BadStep
from .destroying import obstacles_of
from functools import cached_property
from plone import api
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


class Form(Tabs, BrowserView):
    """A page with a form: `act()` does what the pressed button says and returns where to go."""

    tab = "disposal"
    error = None

    def __call__(self):
        if self.request.method == "POST":
            try:
                with whole():
                    return self.request.response.redirect(self.act())
            except BadStep as error:
                self.error = str(error)
        return self.index()

    def act(self):
        raise NotImplementedError

    def typed(self, name):
        return text_of(self.request.form, name)

    def many(self, name):
        return texts_of(self.request.form, name)

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
        barred = known_in(self.context).barred
        rows = due_files(IUUID(self.context), self.own, today, acting.MOST, barred)
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

    def holds(self):
        """Holds over the whole school that stand: nothing at all can be destroyed meanwhile."""
        found = holds_of(self.context).all()
        return [hold for hold in found if hold.stands and hold.scope == "school"]

    def batches(self):
        return acting.known_batches(self.context)
