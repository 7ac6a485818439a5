"""The page of a one-time link: for a school that has no account here (R148).

Public: what may be done, the link and its code say. Every link looks the same until the code was
given; whatever is wrong afterwards, there is one answer.
"""

from .. import _
from ..accounts.cookie import is_secure
from ..accounts.pages import refuse_foreign
from ..calendars import london
from ..ledger.circumstances import acting
from ..people.typed import text_of
from ..transfer.questions import BadStep
from ..transfer.words import part_title
from . import receiving
from .downloading import as_download
from .receiving import Refused
from functools import cached_property
from Products.Five.browser import BrowserView


COOKIE = "__wf_receipt"
WRONG = _(
    "This did not work. Check the code with the school that sent the link: it may have been used, "
    "taken back, or be too old. After several wrong codes it stays closed for a while."
)


class ReceiptPage(BrowserView):
    """``@@receipt?link=…``: give the code, say who you are, save the pack, confirm each part."""

    page_title = label = _("Receive records")
    error = None
    error_field = None
    done = None

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "no-store")
        with acting("", "link", ip=self.request.getClientAddr()):
            if self.request.method == "POST":
                refuse_foreign(self.request)
                return self.post()
            return self.index()

    def post(self):
        step = {
            "open": self.open,
            "identify": self.identify,
            "fetch": self.fetch,
            "confirm": self.confirm,
        }.get(self.typed("do"))
        try:
            return step() if step else self.index()
        except Refused:
            self.error = WRONG
            self.there = None
        except BadStep as error:
            self.error, self.error_field = str(error), error.field
        return self.index()

    def open(self):
        held = receiving.open_link(self.token, self.typed("code"), self.request)
        self.request.response.setCookie(
            COOKIE, held, path="/", http_only=True, same_site="Strict",
            secure=is_secure(self.request),
        )  # fmt: skip
        return self.back()

    def identify(self):
        given = {name: self.typed(name) for name in ("name", "role", "address")}
        receiving.identify(*self.needed(), school_name=self.typed("school"), **given)
        return self.back()

    def fetch(self):
        school, transfer = self.needed()
        path = receiving.fetch(school, transfer)
        return as_download(self.request.response, transfer, path)

    def confirm(self):
        school, transfer = self.needed()
        new = receiving.confirm(school, transfer, self.typed("part"))
        if new.waiting:
            return self.back()
        self.done = {"school": school.title, "parts": self.parts_of(new)}
        self.there = None
        return self.index()

    def back(self):
        return self.request.response.redirect(self.url, status=303)

    def needed(self):
        """(school, transfer), or the one answer to everything that is wrong."""
        return receiving.session(self.token, self.request.cookies.get(COOKIE))

    @cached_property
    def there(self):
        """(school, transfer) once the code was given in this browser, else None."""
        try:
            return self.needed()
        except Refused:
            return None

    @property
    def token(self):
        return text_of(self.request.form, "link")[:100]

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@receipt?link={self.token}"

    def typed(self, name):
        return text_of(self.request.form, name)

    @property
    def has_errors(self):
        return bool(self.error)

    #: (name, label, kind of input, what a browser may fill in).
    FIELDS = (
        ("name", _("Your name"), "text", "name"),
        ("role", _("Your role at the school"), "text", "organization-title"),
        ("school", _("Your school"), "text", "organization"),
        ("address", _("Your official email address there"), "email", "email"),
    )

    @property
    def fields(self):
        keys = ("name", "label", "type", "autocomplete")
        return [dict(zip(keys, field, strict=True)) for field in self.FIELDS]

    @property
    def sender(self):
        return self.there[0].title

    @property
    def receiver(self):
        """Who the person said they are, or nothing yet."""
        return self.there[1].link.receiver

    @property
    def fetched(self):
        return bool(self.there[1].link.downloads)

    @property
    def about_pack(self):
        pack = self.there[1].pack
        return {"size": f"{pack.size / 1_000_000:,.1f} MB", "sha256": pack.sha256,
                "manifest": pack.manifest_hash}  # fmt: skip

    def parts(self):
        return self.parts_of(self.there[1])

    def parts_of(self, transfer):
        return [self.shown(transfer, part) for part in transfer.parts]

    def shown(self, transfer, part):
        receipt = transfer.receipts.get(part.id)
        return {
            "id": part.id,
            "title": part_title(part),
            "reference": part.reference,
            "at": london.format_datetime(receipt.at) if receipt else None,
            "by": f"{receipt.name}, {receipt.role}" if receipt else None,
        }
