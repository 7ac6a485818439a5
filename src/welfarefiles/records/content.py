"""Content classes of the records. Adding a type: a class here, a schema, a file in the profile."""

from ..access.guards import Guarded
from ..access.immovable import Immovable
from ..index.indexed import Indexed
from .interfaces import IAssessment
from .interfaces import IClosingSummary
from .interfaces import IConcern
from .interfaces import IContactNote
from .interfaces import ICorrespondence
from .interfaces import IDecision
from .interfaces import IPlan
from .interfaces import IWelfareDocument
from plone.dexterity.content import Item
from plone.dexterity.interfaces import IDexterityFTI
from zope.component import queryUtility
from zope.interface import implementer


class Record(Guarded, Indexed, Immovable, Item):
    """A record. Its title is its type's, whatever a client sends: no name in a title (R042)."""

    revision = ""
    author = None
    edited_by = ()
    recorded_at = None
    signed_by = None
    signed_at = None
    # of the seal, and what was done with the record after it (see `signing.seal`)
    sealed_hash = ""
    sealed_at = None
    sealed_by = None
    sealed_words = None
    later = ()
    #: Whether it can be given to somebody without its file (R035).
    may_stand_alone = True
    #: Fields whose text is searched and shown in the chronology, the telling one first.
    text_fields = ()

    @property
    def title(self):
        fti = queryUtility(IDexterityFTI, name=self.portal_type)
        return fti.Title() if fti is not None else ""

    @title.setter
    def title(self, value):
        """Ignore it: a title is shown in places where no child's name may stand."""


@implementer(IContactNote)
class ContactNote(Record):
    text_fields = ("discussion", "outcome", "purpose", "child_views", "parent_views", "present")


@implementer(IConcern)
class Concern(Record):
    text_fields = ("what_happened", "nature", "agreed_actions", "child_views", "present")


@implementer(IWelfareDocument)
class WelfareDocument(Record):
    text_fields = ("heading",)


@implementer(ICorrespondence)
class Correspondence(Record):
    text_fields = ("body", "subject", "led_to")


@implementer(IDecision)
class Decision(Record):
    text_fields = ("decision", "reasons", "advice_from")


@implementer(IAssessment)
class Assessment(Record):
    text_fields = ("summary", "child_views", "parent_views", "how_shared")


@implementer(IPlan)
class Plan(Record):
    text_fields = ("objectives", "summary", "child_views", "parent_views", "how_shared")


@implementer(IClosingSummary)
class ClosingSummary(Record):
    # its checklist tells what is in the file
    may_stand_alone = False
    text_fields = (
        "reason_for_involvement",
        "actions_and_outcomes",
        "professionals_views",
        "continuing_support",
    )
