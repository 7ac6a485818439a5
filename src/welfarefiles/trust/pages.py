"""The page on which a lead answers what other schools of the site offer."""

from .. import _
from ..people.typed import texts_of
from ..people.typed import Typed
from ..transfer.questions import BadStep
from . import answering
from .offered import offered
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


SURE = _("Tick that your school takes responsibility from now on.")


class Offers(BrowserView):
    """``@@offers`` of a school: accept or refuse what is chosen."""

    page_title = _("Offered by other schools")
    error = None
    error_field = None

    def __call__(self):
        answering.need(self.context)
        self.typed = Typed(self.request.form)
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.method != "POST":
            return self.index()
        try:
            return self.request.response.redirect(self.act())
        except BadStep as error:
            self.error, self.error_field = error.args[0], error.field
        return self.index()

    @property
    def has_errors(self):
        return bool(self.error)

    @property
    def chosen(self):
        return texts_of(self.request.form, "part")

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@offers"

    def act(self):
        """Do what the pressed button says; where to go."""
        step = {"accept": self.accept, "refuse": self.refuse}.get(self.typed.text("do"))
        if step is None:
            raise NotFound()
        return step()

    def accept(self):
        answering.needed(self.context, self.chosen)
        if not self.typed.text("sure"):
            raise BadStep(SURE, "sure")
        job = answering.accept(self.context, self.chosen)
        return f"{api.portal.get().absolute_url()}/@@job/{job}"

    def refuse(self):
        answering.refuse(self.context, self.chosen, self.typed.text("why"))
        api.portal.show_message(_("Refused. The sending school is told."))
        return self.url

    @cached_property
    def offered(self):
        """What waits, with what was chosen before an error."""
        before = set(self.chosen)
        return [{**one.shown(), "chosen": one.key in before} for one in offered(self.context)]
