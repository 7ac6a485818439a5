"""The content class of a paper volume."""

from ..records.content import Record
from .interfaces import IPaperVolume
from zope.interface import implementer


@implementer(IPaperVolume)
class PaperVolume(Record):
    tab = "registers"
    named_by = "what"
    text_fields = ("contents",)
