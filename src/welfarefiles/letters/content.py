"""The letter as a record."""

from ..records.content import Record
from .interfaces import ILetter
from zope.interface import implementer


@implementer(ILetter)
class Letter(Record):
    """A letter to one person. A draft waits to be sent; signed, it was (``letter_workflow``)."""

    how = None
    sent_on = None
    text_fields = ("recipient",)
    tab = "documents"
    named_by = "recipient"
