"""The letter as a record."""

from ..records.content import Record
from .interfaces import ILetter
from .schema import WAYS
from .shipped import PURPOSES
from zope.i18n import translate
from zope.interface import implementer


@implementer(ILetter)
class Letter(Record):
    """A letter to one person. A draft waits to be sent; signed, it was (``letter_workflow``)."""

    how = None
    sent_on = None
    text_fields = ("recipient",)

    @property
    def own_heading(self):
        """What it is called in the body of a page."""
        return f"{translate(PURPOSES.get(self.kind, self.Title()))}: {self.recipient}"

    @property
    def way(self):
        return WAYS.get(self.how, "")
