"""The seal as people read it, on the record's page above what it seals."""

from .. import _
from ..fragment import Fragment
from ..interfaces import IRecord
from ..interfaces import IRecordPanel
from ..interfaces import IWelfareFilesLayer
from .history import deeds
from zope.component import adapter
from zope.interface import implementer


GROUP = 8
AFTERWARDS = Fragment(__file__, "templates/afterwards.pt")
SIGNATURES = ("signed", "submitted", "authorised", "countersigned")


def grouped(fingerprint):
    """A fingerprint in groups that can be read out and compared."""
    return " ".join(fingerprint[at : at + GROUP] for at in range(0, len(fingerprint), GROUP))


@implementer(IRecordPanel)
@adapter(IRecord, IWelfareFilesLayer)
class Afterwards:
    """Who signed, the fingerprint; struck through, why; and the addenda."""

    order = 90

    def __init__(self, record, request):
        self.record = record
        self.request = request

    def render(self):
        if not self.record.sealed_hash:
            return ""
        return AFTERWARDS(
            self.request,
            struck=deeds(self.record, "struck"),
            addenda=deeds(self.record, "addendum"),
            signatures=[said(deed) for deed in deeds(self.record, *SIGNATURES)],
            fingerprint=grouped(self.record.sealed_hash),
        )


def said(deed):
    """`Signed by P. Marsh on 21 July 2026, 17:05.`"""
    words = {"deed": deed.title, "name": deed.by, "when": deed.when, "role": deed.role}
    if deed.role:
        return _("${deed} (${role}) by ${name}, ${when}.", mapping=words)
    return _("${deed} by ${name}, ${when}.", mapping=words)
