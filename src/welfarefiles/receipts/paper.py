"""The receipt on paper: a form to sign, and the scan of one that was signed."""

from .. import _
from ..calendars import london
from ..chronology.typesetting import typeset
from ..people.typed import text_of
from ..transfer.acting import need_keeper
from ..transfer.knowing import known_transfer
from ..transfer.store import transfers_of
from ..transfer.words import part_title
from importlib.resources import files
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.globalrequest import getRequest
from zope.i18n import translate


def receipt_form(school, transfer):
    """The form as PDF: a place to sign for each part (R148). Names no child."""
    template = files(__package__).joinpath("templates/receipt.typ").read_text("utf-8")
    said = transfer.answers
    data = {
        "sender": school.title,
        "receiver": said.school,
        "address": [line for line in said.address.splitlines() if line.strip()],
        "transfer": transfer.id,
        "pack": transfer.pack.id if transfer.pack else "",
        "hash": transfer.pack.manifest_hash if transfer.pack else "",
        "printed": london.format_date(london.today()),
        "parts": [
            {"title": translate(part_title(part), context=getRequest()), "ref": part.reference}
            for part in transfer.parts
        ],
    }
    return typeset(template, data, london.now())


class OfTransfer(BrowserView):
    """What views of one transfer share: for whoever looks after its receipts."""

    def transfer(self):
        found = known_transfer(self.context, self.request.form.get("id"))
        if found is None:
            raise NotFound()
        need_keeper(self.context, found)
        return found

    def serve(self, content, content_type, name):
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Cache-Control", "no-store")
        return content


class ReceiptForm(OfTransfer):
    """``@@transfer-receipt.pdf?id=…`` of a school."""

    page_title = _("Receipt to sign")

    def __call__(self):
        transfer = self.transfer()
        name = f"receipt-{transfer.parts[0].reference}.pdf"
        return self.serve(receipt_form(self.context, transfer), "application/pdf", name)


class Proof(OfTransfer):
    """``@@transfer-proof?id=…&part=…`` of a school: the scan."""

    def __call__(self):
        transfer = self.transfer()
        part_id = text_of(self.request.form, "part")
        scan = transfers_of(self.context).proof(transfer.id, part_id)
        if scan is None:
            raise NotFound()
        return self.serve(scan.data, scan.contentType, scan.filename)
