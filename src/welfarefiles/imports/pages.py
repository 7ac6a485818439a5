"""Pages: bring a pack, look at what it holds, take it in or not."""

from .. import _
from ..calendars import london
from ..files.register import KINDS
from ..files.vocabularies import title_of
from ..files.vocabularies import year_groups
from ..people.names import fullname
from ..submission import is_from_our_page
from ..submission import OUT_OF_DATE
from . import bringing
from . import store
from .form import bring_form
from .form import NotBrought
from .reading import BadPack
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


STATES = {
    store.WAITING: ("warn", _("Waits for you")),
    store.TAKEN: ("good", _("Taken in")),
    store.DROPPED: ("", _("Not taken in")),
}


class TakeIn(BrowserView):
    """``@@take-in`` of a school: bring a pack; below it those that were brought."""

    page_title = _("Take in a transfer pack")
    errors = {}

    def __call__(self):
        bringing.need(self.context)
        if self.request.method != "POST":
            return self.index()
        if not is_from_our_page(self.request):
            api.portal.show_message(OUT_OF_DATE, type="warning")
            return self.index()
        found = self.bring()
        if found is None:
            return self.index()
        return self.request.response.redirect(self.preview_url(found))

    @property
    def has_errors(self):
        return bool(self.errors)

    def bring(self):
        """The pack that was sent, verified; None when it is refused."""
        self.errors = {}
        try:
            return bring_form(self.context, self.request.form)
        except NotBrought as error:
            self.errors = error.errors
            return None

    def preview_url(self, received):
        return f"{self.context.absolute_url()}/@@take-in-preview?id={received.id}"

    def packs(self):
        """Those that were brought, the latest first."""
        for one in bringing.known(self.context):
            tag, word = STATES[one.state]
            waits = one.state == store.WAITING
            yield {
                "sender": one.sender,
                "references": ", ".join(one.references),
                "when": london.format_datetime(one.at),
                "by": fullname(one.by),
                "tag": tag,
                "word": word,
                "url": self.preview_url(one) if waits else None,
            }


class Preview(BrowserView):
    """``@@take-in-preview`` of a school: what a verified pack holds, before anything is made."""

    page_title = _("Look at the pack before it is taken in")
    ledger_action = "imports.previewed"
    problem = None

    def __call__(self):
        bringing.need(self.context)
        if self.request.method == "POST":
            if is_from_our_page(self.request):
                return self.decide()
            api.portal.show_message(OUT_OF_DATE, type="warning")
        try:
            self.parts  # noqa: B018  what cannot be shown is said instead
        except BadPack as error:
            self.problem = error.args[0]
        return self.index()

    @property
    def ledger_detail(self):
        return bringing.facts(self.received)

    @cached_property
    def received(self):
        return bringing.waiting(self.context, self.request.form.get("id"))

    def decide(self):
        """Take it in, or drop it."""
        back = f"{self.context.absolute_url()}/@@take-in"
        if "drop" in self.request.form:
            bringing.drop(self.context, self.received)
            api.portal.show_message(_("The pack was removed; nothing was taken in"))
        elif "take" in self.request.form:
            job = bringing.agree(self.context, self.received)
            back = f"{api.portal.get().absolute_url()}/@@job/{job}"
        else:
            raise NotFound()
        return self.request.response.redirect(back)

    @cached_property
    def parts(self):
        return [self.shown(**one) for one in bringing.parts_shown(self.context, self.received)]

    def shown(self, part, child, twin, holds):
        numbers, attachments = holds
        return {
            "kind": KINDS[part["type"]],
            "reference": part["reference"],
            "child": f"{child['given_name']} {child['family_name']}",
            "born": london.format_date(child["date_of_birth"]),
            "upn": child.get("upn") or "",
            "year": title_of(year_groups, child.get("year_group")),
            "records": [
                (self.type_title(name), number) for name, number in sorted(numbers.items())
            ],
            "attachments": attachments,
            "drafts": part["drafts_left_out"],
            "twin": twin.reference if twin else None,
        }

    def type_title(self, portal_type):
        types_tool = api.portal.get_tool("portal_types")
        fti = types_tool.get(portal_type)
        return fti.Title() if fti is not None else portal_type
