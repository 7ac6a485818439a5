"""The seal as people read it, beside who wrote the record and when."""

from .. import _
from ..interfaces import IRecord
from ..interfaces import IRecordNote
from zope.component import adapter
from zope.interface import implementer


GROUP = 8


def grouped(fingerprint):
    """A fingerprint in groups that can be read out and compared."""
    return " ".join(fingerprint[at : at + GROUP] for at in range(0, len(fingerprint), GROUP))


@implementer(IRecordNote)
@adapter(IRecord)
class FingerprintNote:
    """The fingerprint of what was signed, on the record's page."""

    def __init__(self, record):
        self.record = record

    def lines(self):
        if self.record.sealed_hash:
            yield _("Content fingerprint"), grouped(self.record.sealed_hash)
