"""The content class of the medication log."""

from ..records.content import Record
from .interfaces import IMedicationLog
from .opening import instead_of_adding
from zope.interface import implementer


@implementer(IMedicationLog)
class MedicationLog(Record):
    """Signed when it is opened; from then on lines are added until it is ended."""

    tab = "registers"
    text_fields = ("need",)
    # whoever gives medicine has to know whom
    names_child = True
    #: When, by whom and why it was ended; nothing can be added then.
    ended_at = None
    ended_by = None
    ended_reason = None

    instead_of_adding = staticmethod(instead_of_adding)

    @property
    def heading_note(self):
        """Said beside the type in every heading."""
        return "ended" if self.ended_at else ""
