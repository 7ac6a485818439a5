"""Sealing as part of the step that signs, and the last look before a sealed record is written."""

from ..access.interfaces import IStepTaken
from ..index.interfaces import ILastLook
from ..interfaces import IRecord
from .seal import LINKS
from .seal import note_step
from .seal import refuse_broken
from zope.component import adapter
from zope.interface import implementer


@implementer(IStepTaken)
@adapter(IRecord)
class Sealing:
    """Signing and submitting seal the record; what comes after is added to the seal."""

    def __init__(self, record):
        self.record = record

    def take(self, transition, comment):
        note_step(self.record, transition, comment)
        return {"fingerprint": self.record.sealed_hash} if transition in LINKS else {}


@implementer(ILastLook)
@adapter(IRecord)
class SealedContent:
    """No transaction writes another content under a seal: not a page's, not a script's."""

    def __init__(self, record):
        self.record = record

    def refuse(self):
        if self.record.sealed_hash:
            refuse_broken(self.record)
