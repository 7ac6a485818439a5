"""One transfer: where it stands, and the one thing to do next (R146-R152)."""

from .. import _
from ..access.guards import TransitionRefused
from ..errors import FieldInvalid
from ..people.typed import Typed
from ..receipts.downloading import as_download
from ..receipts.scans import scan_of
from ..sending import sending
from ..submission import whole
from ..transfer import acting
from ..transfer.knowing import known_transfer
from ..transfer.questions import BadStep
from ..transfer.store import transfers_of
from ..transfer.words import url_of
from .showing import Shown
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class TransferPage(Shown, BrowserView):
    """``@@transfer-of?id=…`` of a school; by ``file=…`` the transfer that a file is in."""

    page_title = _("Transfer")
    error = None
    error_field = None
    secrets = None
    passphrase = None

    def __call__(self):
        self.typed = Typed(self.request.form)
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.method != "POST":
            return self.index()
        try:
            with whole():
                target = self.act()
        except (BadStep, FieldInvalid) as error:
            self.error, self.error_field = error.args[0], error.field
        except TransitionRefused as error:
            self.error = _("The files cannot go yet.")
            self.missing_now = error.reasons
        else:
            if target is not None:
                return target
        self.__dict__.pop("transfer", None)
        return self.index()

    def act(self):
        """Do what the pressed button says; where to go, or None to show the page."""
        step = self.typed.text("do")
        if step not in self.STEPS:
            raise NotFound()
        return getattr(self, self.STEPS[step])(self.context, self.transfer)

    STEPS = {
        "override": "override",
        "agree-override": "agree_override",
        "hand-over": "hand_over",
        "build": "build",
        "send": "send",
        "offer": "offer",
        "take-back": "take_offer_back",
        "revoke": "revoke",
        "save": "save",
        "passphrase": "show_passphrase",
        "paper": "paper",
        "withdraw": "withdraw",
    }

    @cached_property
    def transfer(self):
        found = known_transfer(self.context, self.asked_id)
        if found is None:
            raise NotFound()
        return found

    @property
    def asked_id(self):
        """Id of the transfer, or of the one under way that a file (its UID) is in."""
        form = self.request.form
        under_way = transfers_of(self.context).under_way() if "file" in form else ()
        ids = (one.id for one in under_way if one.part_of(form["file"]))
        return next(ids, form.get("id"))

    @property
    def url(self):
        return url_of(self.context, self.transfer)

    def back(self, message):
        api.portal.show_message(message)
        return self.request.response.redirect(self.url)

    def override(self, school, transfer):
        acting.propose_override(school, transfer, self.typed.text("why"))
        return self.back(_("Noted. A second person has to agree."))

    def agree_override(self, school, transfer):
        acting.agree_override(school, transfer)
        return self.back(_("Agreed: the welfare file goes without consent."))

    def hand_over(self, school, transfer):
        if not self.typed.text("sure"):
            raise BadStep(_("Tick that you have checked it."), "sure")
        return self.to_job(acting.hand_over(school, transfer))

    def build(self, school, transfer):
        return self.to_job(acting.build(school, transfer))

    def to_job(self, job_id):
        address = f"{api.portal.get().absolute_url()}/@@job/{job_id}"
        return self.request.response.redirect(address)

    def send(self, school, transfer):
        _new, self.secrets = sending.send(school, transfer)

    def offer(self, school, transfer):
        sending.offer(school, transfer)
        return self.back(_("Offered. The leads of the school are told by mail."))

    def take_offer_back(self, school, transfer):
        sending.take_offer_back(school, transfer)
        return self.back(_("The offer is taken back."))

    def show_passphrase(self, school, transfer):
        self.passphrase = sending.show_passphrase(school, transfer)

    def revoke(self, school, transfer):
        sending.revoke(school, transfer)
        return self.back(_("The link opens nothing any more."))

    def save(self, school, transfer):
        path = sending.save_pack(school, transfer)
        return as_download(self.request.response, transfer, path)

    def paper(self, school, transfer):
        typed = self.typed
        sending.note_paper(
            school,
            transfer,
            typed.text("part"),
            typed.text("name"),
            typed.text("role"),
            typed.day("on"),
            scan_of(self.request.form.get("scan")),
        )
        return self.back(_("The receipt is noted."))

    def withdraw(self, school, transfer):
        acting.withdraw(school, transfer, self.typed.text("why"))
        return self.back(_("The transfer is withdrawn."))
