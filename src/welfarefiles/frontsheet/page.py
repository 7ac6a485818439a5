"""`@@front-sheet`: sign the sheet, and read each version that was signed."""

from .. import _
from ..files.display import shown_fields
from ..files.views import FIELDS
from ..files.views import FilePage
from ..people.typed import text_of
from . import keeping
from .shown import anchor
from .shown import said
from .shown import signed_fields
from dataclasses import replace
from functools import cached_property
from plone import api
from zExceptions import NotFound
from zope.i18n import translate


class FrontSheetPage(FilePage):
    """What is refused is said above the sheet, which is then shown as it is now."""

    tab = "view"
    page_title = _("Front sheet")
    why_not = ""

    def __call__(self):
        if self.request.method == "POST":
            if not self.may_sign:
                raise NotFound()
            if self.signed():
                return self.request.response.redirect(f"{self.url}#signed")
        return self.index()

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@front-sheet"

    @property
    def may_sign(self):
        return keeping.may_sign(self.context)

    def signed(self):
        """Whether what was sent signed it."""
        try:
            keeping.sign(self.context, text_of(self.request.form, "seen"))
        except keeping.CannotSign as error:
            self.why_not = error.args[0]
            return False
        api.portal.show_message(_("The front sheet is signed."))
        return True

    @cached_property
    def lacks(self):
        return keeping.lacks(self.context)

    @property
    def seen(self):
        return keeping.seen_now(self.context)

    @cached_property
    def changed(self):
        return keeping.changed_since(self.context)

    def sheet(self):
        """HTML of the sheet as it is now."""
        shown = shown_fields(self.context, skip=keeping.SCHEDULE)
        return self.shown(shown)

    def shown(self, fields):
        """HTML of fields; a person of the sheet is one line."""
        return FIELDS(self.request, fields=[in_lines(one, self.request) for one in fields])

    def versions(self):
        """What was signed here and in earlier schools, the latest first."""
        return [
            {
                "number": one["number"],
                "id": anchor(one),
                "said": said(one),
                "changed": keeping.changed_by(self.context, one),
                "fingerprint": one["content_hash"],
                "sheet": self.shown(signed_fields(self.context, one)),
            }
            for one in reversed(keeping.every_signature(self.context))
        ]


def in_lines(field, request):
    """A `Shown` of rows as a list of one text a row: what is said, and what is ticked."""
    if field.kind != "rows":
        return field
    labels = [translate(label, context=request) for label in field.value["labels"]]
    rows = [zip(labels, row, strict=True) for row in field.value["rows"]]
    lines = [
        ", ".join(label if cell == "Yes" else cell for label, cell in row if cell not in ("", "No"))
        for row in rows
    ]
    return replace(field, kind="list", value=lines)
