"""The signature on the overview of a file, and a signed sheet as a person reads it."""

from .. import _
from ..calendars import london
from ..files.display import readable_value
from ..files.display import Shown
from ..interfaces import IFrontSheetNote
from ..interfaces import IWelfareFileBase
from .keeping import changed_since
from .keeping import fields_of
from .keeping import last_signature
from .keeping import may_sign
from datetime import date
from datetime import datetime
from types import SimpleNamespace
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IDate


@implementer(IFrontSheetNote)
@adapter(IWelfareFileBase)
class Signed:
    """Who signed it and when, and what was changed since."""

    def __init__(self, file):
        self.file = file

    def lines(self):
        last = last_signature(self.file)
        if last is None:
            return [(_("Signed"), _("Not signed yet"))]
        found = [(_("Signed"), said(last))]
        changed = changed_since(self.file)
        if changed:
            found.append((_("Changed since it was signed"), ", ".join(changed)))
        return found

    def link(self):
        url = f"{self.file.absolute_url()}/@@front-sheet"
        if may_sign(self.file):
            return _("Sign the front sheet"), url
        return (_("What was signed"), url) if last_signature(self.file) else None


def said(signature):
    """``Ada Okafor, 3 November 2026, 10:00``."""
    return f"{signer(signature)}, {london.format_datetime(moment_of(signature))}"


def signer(signature):
    """Who signed; of another school with its name, for nobody there is anybody here."""
    name, school = signature["by"]["name"], signature.get("school")
    return f"{name} ({school})" if school else name


def anchor(signature):
    """Where it stands on the page of the front sheet."""
    return f"signed-{signature['hash'][:12]}"


def moment_of(signature):
    """When it was signed, aware."""
    return datetime.fromisoformat(signature["at"])


def signed_fields(file, signature):
    """`Shown` of each field that was filled in when the sheet was signed."""
    content, found = signature["content"], []
    as_signed = SimpleNamespace(sealed_words={"titles": content["titles"]})
    for name, field in fields_of(file):
        value = content["fields"].get(name)
        if value is not None:
            value = date.fromisoformat(value) if IDate.providedBy(field) else value
            kind, readable = readable_value(as_signed, field, value)
            found.append(Shown(name, field.title, kind, readable))
    return found
