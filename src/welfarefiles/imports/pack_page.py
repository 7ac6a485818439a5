"""The page of a pack that was brought: how far it is verified, what it holds, take it in or not."""

from .. import _
from ..calendars import london
from ..files.register import KINDS
from ..files.vocabularies import title_of
from ..files.vocabularies import year_groups
from ..jobs.shown import Shown
from ..jobs.views import Progress
from ..received import store
from ..received.reading import BadPack
from . import bringing
from .looking import parts_held
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


TITLES = {
    store.CHECKING: _("The pack is being verified"),
    bringing.STOPPED: _("The pack is not verified"),
    store.REFUSED: _("The pack cannot be taken in"),
    store.WAITING: _("Look at the pack before it is taken in"),
    bringing.TAKING: _("The pack is being taken in"),
    store.TAKEN: _("The pack was taken in"),
}


class PackView(BrowserView):
    """Of a school, with the ``id`` of a pack in the query."""

    @cached_property
    def received(self):
        return bringing.one_of(self.context, self.request.form.get("id"))

    @cached_property
    def shown(self):
        """The job that verifies it or takes it in, or None."""
        job = bringing.job_of(self.received)
        return job and Shown(job, self.request)


class Verification(Progress, PackView):
    """``@@take-in-state``: how far it is verified, for the script of the page."""

    ledger_action = ""

    def __call__(self):
        bringing.need(self.context)
        if self.shown is None:
            return '{"has_ended": true}'
        return self.state()


class Preview(Progress, PackView):
    """``@@take-in-preview``: how far it is, what it holds, and what was made of it."""

    problem = None

    def __call__(self):
        bringing.need(self.context)
        if self.request.method == "POST":
            return self.decide()
        if self.waits:
            try:
                self.parts  # noqa: B018  what cannot be shown is said instead
            except BadPack as error:
                self.problem = error.args[0]
        return self.index()

    @property
    def page_title(self):
        return TITLES[self.state_name]

    @cached_property
    def state_name(self):
        return bringing.state_of(self.received)

    @property
    def waits(self):
        return self.state_name == store.WAITING

    @property
    def is_at_work(self):
        return self.state_name in (store.CHECKING, bringing.TAKING)

    @property
    def is_verified(self):
        return self.received.state in (store.WAITING, store.TAKEN)

    @property
    def why_not(self):
        """Why it could not be taken in when somebody agreed, or None."""
        return self.shown.reason if self.waits and self.shown else None

    def files(self):
        """What was made of it."""
        return bringing.files_made(self.context, self.received)

    @property
    def has_stopped(self):
        return self.state_name == bringing.STOPPED

    @property
    def may_drop(self):
        return self.waits or (self.received.state == store.CHECKING and self.is_own)

    @property
    def is_own(self):
        return bringing.is_own(self.received)

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@take-in"

    @property
    def state_url(self):
        return f"{self.url}-state?id={self.received.id}" if self.is_at_work else None

    @property
    def ledger_action(self):
        return "imports.previewed" if self.waits else ""

    @property
    def ledger_detail(self):
        return bringing.facts(self.received)

    def decide(self):
        """Take it in, drop it, or have it verified again."""
        back = self.url
        if "drop" in self.request.form:
            bringing.drop(self.context, self.received)
            api.portal.show_message(_("The pack was removed; nothing was taken in"))
        elif "again" in self.request.form:
            bringing.verify_again(self.context, self.received)
            back = f"{self.url}-preview?id={self.received.id}"
        elif "take" in self.request.form:
            bringing.agree(self.context, self.received)
            back = f"{self.url}-preview?id={self.received.id}"
        else:
            raise NotFound()
        return self.request.response.redirect(back)

    @cached_property
    def parts(self):
        return [self.said(one) for one in parts_held(self.context, self.received)]

    def said(self, held):
        """A `looking.PartHeld` in words."""
        child = held.child
        return {
            "kind": KINDS[held.type],
            "reference": held.reference,
            "child": f"{child['given_name']} {child['family_name']}",
            "born": london.format_date(child["date_of_birth"]),
            "upn": child.get("upn") or "",
            "year": title_of(year_groups, child.get("year_group")),
            "records": [(self.type_title(name), number) for name, number in held.records],
            "attachments": held.attachments,
            "drafts": held.drafts_left_out,
            "twin": held.twin.reference if held.twin else None,
        }

    def type_title(self, portal_type):
        fti = api.portal.get_tool("portal_types").get(portal_type)
        return fti.Title() if fti is not None else portal_type
