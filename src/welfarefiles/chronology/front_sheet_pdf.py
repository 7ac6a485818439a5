"""The front sheet as PDF: what it says, and each version that somebody signed (C04)."""

from .. import _
from ..calendars import london
from ..files.display import shown_fields
from ..frontsheet.keeping import changed_by
from ..frontsheet.keeping import changed_since
from ..frontsheet.keeping import every_signature
from ..frontsheet.keeping import last_signature
from ..frontsheet.keeping import SCHEDULE
from ..frontsheet.shown import moment_of
from ..frontsheet.shown import signer
from ..people.names import fullname
from ..people.team import school_of
from ..records.abbreviations import WrittenOut
from ..signing.canonical import said
from ..signing.shown import grouped
from .pdf import template
from .printable import paragraphs
from .record_pdf import field_of
from .typesetting import typeset
from plone import api
from Products.Five.browser import BrowserView


SIGNED, NOT_SIGNED = _("Signed"), _("Not signed yet")
CHANGED = _("Changed since it was signed: ${labels}")
VERSION = _("Version ${number} signed")
SINCE = _("Changed since the signature before: ${labels}")


def front_sheet_pdf(file, printed_at=None):
    """The PDF of a file's front sheet as bytes, tagged, PDF/A. Raises `TypesettingFailed`."""
    printed_at = printed_at or london.now()
    return typeset(template("record"), data_of(file, printed_at), printed_at)


def data_of(file, printed_at):
    """What the template of a record is given: a front sheet has its fields and its signatures."""
    last, changed = last_signature(file), changed_since(file)
    shown = shown_fields(file, skip=SCHEDULE | {"upn"})
    return {
        "document": f"Front sheet of {file.reference}",
        "reference": file.reference,
        "heading": "Front sheet",
        "child": file.child_name,
        "school": school_of(file).title,
        "happened": "",
        "state": said(state_of(last, changed)),
        "struck": False,
        "fields": [field_of(one, WrittenOut({})) for one in shown],
        "parts": [],
        "files": [],
        "who": [],
        "deeds": [deed_of(file, one) for one in every_signature(file)],
        "fingerprint": grouped(last["content_hash"]) if last and not changed else "",
        "printed_by": fullname(api.user.get_current().getId()),
        "printed_at": london.format_datetime(printed_at),
        "demonstration": bool(
            api.portal.get_registry_record("welfarefiles.demonstration", default=False)
        ),
    }


def state_of(last, changed):
    """Whether it stands as it was signed."""
    if last is None:
        return NOT_SIGNED
    return _(CHANGED, mapping={"labels": ", ".join(map(said, changed))}) if changed else SIGNED


def deed_of(file, signature):
    """One signature as it is printed."""
    labels = ", ".join(map(said, changed_by(file, signature)))
    since = said(_(SINCE, mapping={"labels": labels})) if labels else ""
    return {
        "title": said(_(VERSION, mapping={"number": signature["number"]})),
        "when": london.format_datetime(moment_of(signature)),
        "by": signer(signature),
        "role": "",
        "about": "",
        "text": paragraphs(since),
        "fingerprint": grouped(signature["content_hash"]),
    }


class FrontSheetPdf(BrowserView):
    """``@@front-sheet.pdf`` of a file: named by its reference, never by the child."""

    ledger_action = "frontsheet.printed"

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        name = f"{self.context.reference}-front-sheet.pdf"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store")
        return front_sheet_pdf(self.context)
