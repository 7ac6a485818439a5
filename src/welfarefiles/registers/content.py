"""Content classes of what the registers hold."""

from ..calendars.london import format_short_date
from ..records.content import Record
from .happenings import COPY_GIVEN
from .happenings import LEFT
from .happenings import MOVED
from .happenings import RETURNED
from .happenings import returned_on
from .interfaces import IChildContribution
from .interfaces import IContactArrangement
from .interfaces import ICourtOrder
from .interfaces import IDelegatedAuthority
from .interfaces import IFosteringArrangement
from .interfaces import IOriginalDocument
from .keeping import happenings
from zope.interface import implementer


class Registered(Record):
    """Something that stands in the registers of a file."""

    tab = "registers"


@implementer(ICourtOrder)
class CourtOrder(Registered):
    text_fields = ("says", "court")
    falls_due = {"expires_on": "due_expiry"}


@implementer(IContactArrangement)
class ContactArrangement(Registered):
    named_by = "who"
    text_fields = ("how_often", "restrictions")
    falls_due = {"review_on": "due_arrangement_review"}

    @property
    def heading_note(self):
        return "may not collect" if self.may_not_collect else ""


@implementer(IDelegatedAuthority)
class DelegatedAuthority(Registered):
    named_by = "given_to"
    text_fields = ("given_by",)
    falls_due = {"until": "due_expiry"}


@implementer(IFosteringArrangement)
class FosteringArrangement(Registered):
    named_by = "carer"
    text_fields = ("agreed", "parents_say", "child_views", "provider")
    falls_due = {"review_on": "due_arrangement_review", "ends_on": "due_expiry"}


@implementer(IOriginalDocument)
class OriginalDocument(Registered):
    named_by = "what"
    text_fields = ("condition", "received_from")
    can_happen = (MOVED, RETURNED)

    @property
    def heading_note(self):
        day = returned_on(happenings(self))
        return f"returned {format_short_date(day)}" if day else ""


@implementer(IChildContribution)
class ChildContribution(Registered):
    named_by = "what"
    can_happen = (COPY_GIVEN, RETURNED, MOVED, LEFT)

    @property
    def heading_note(self):
        """Whose it is, in every list and print, until it is returned (R122)."""
        day = returned_on(happenings(self))
        if day:
            return f"returned {format_short_date(day)}"
        return "property of the child" if self.is_property else ""
