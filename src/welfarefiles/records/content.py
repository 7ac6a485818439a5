"""Content classes of the records, and what each type says of itself."""

from ..access.guards import Guarded
from ..access.immovable import Immovable
from ..index.indexed import Indexed
from ..people.names import fullname
from ..rest.times import moment
from ..unfilled import unfilled
from . import askings
from .interfaces import IAssessment
from .interfaces import IClosingSummary
from .interfaces import IConcern
from .interfaces import IContactNote
from .interfaces import ICorrespondence
from .interfaces import IDecision
from .interfaces import IPlan
from .interfaces import IWelfareDocument
from .more import IMoreAboutRecord
from .schema import IAssessmentSchema
from .schema import IClosingSummarySchema
from .schema import IConcernSchema
from .schema import IContactNoteSchema
from .schema import ICorrespondenceSchema
from .schema import IDecisionSchema
from .schema import IPlanSchema
from .schema import ISystemRecordFields
from .schema import IWelfareDocumentSchema
from plone.dexterity.content import Item
from plone.dexterity.interfaces import IDexterityFTI
from zope.component import queryUtility
from zope.interface import implementer


@unfilled(IMoreAboutRecord, ISystemRecordFields)
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
    sealed_beside = None
    later = ()
    # of people beside the author: who had the conversation, who was there, who is to sign too
    account_of = None
    witness = None
    asked_to_sign = ()
    #: Of a record that another school signed: what of its content names that school's own ids.
    received = None
    #: Who added those links of `later` that came with it: people of the other school.
    later_elsewhere = ()
    #: Whether it can be given to somebody without its file (R035).
    may_stand_alone = True
    #: Whether it says the child's name to whoever was given it without its file.
    names_child = False
    #: Name of the tab of a file on which it stands besides the chronology (`files.views.TABS`).
    tab = ""
    #: Whether it tells of the day, so that it is to be recorded within so many days (R074).
    day_to_day = False
    #: Dates of it on which something falls due: {field: sentence of the due list}.
    falls_due = {}
    #: Whether each one is a key event or significant decision (R088).
    always_key = False
    #: Name of the field that stands in its heading beside its kind.
    named_by = ""
    #: Said last in its heading: what has to be known of it in every list.
    heading_note = ""
    #: How its forms ask for each kind of it (`records.asking.Asking`), the most frequent first.
    askings = ()
    #: Fields that may be filled in by the address of the form, with what names nobody.
    from_address = ()
    #: Fields that only some of them ask; `asked_with_needs`: and where needs are recorded (R091).
    seldom = ()
    asked_with_needs = ()
    #: Uploads whose words are searched.
    searched_files = ("file",)
    #: Fields whose text is searched and shown in the chronology, the telling one first.
    text_fields = ()

    @staticmethod
    def instead_of_adding(file):
        """(address, sentence) of what to use in a file instead of another of this type, or None."""
        return

    def beside_fields(self):
        """What a signature fixes besides the fields, by names of its own: plain JSON."""
        return {}

    @property
    def title(self):
        fti = queryUtility(IDexterityFTI, name=self.portal_type)
        return fti.Title() if fti is not None else ""

    @title.setter
    def title(self, value):
        """Ignore it: a title is shown in places where no child's name may stand."""


@implementer(IContactNote)
@unfilled(IContactNoteSchema)
class ContactNote(Record):
    tab = "contacts"
    day_to_day = True
    askings = askings.CONTACTS
    seldom = ("no_access", "referral_purpose", "family_discussion", "interpreter_dispensed_reason")
    asked_with_needs = ("interpreter_dispensed_reason",)
    text_fields = ("discussion", "outcome", "purpose", "child_views", "parent_views", "present")

    @property
    def heading_note(self):
        return "no access" if self.no_access else ""


@implementer(IConcern)
@unfilled(IConcernSchema)
class Concern(Record):
    always_key = True
    tab = "contacts"
    day_to_day = True
    askings = askings.CONCERNS
    seldom = ("kind", "child_words")
    named_by = "nature"
    text_fields = (
        "what_happened",
        "child_words",
        "nature",
        "agreed_actions",
        "child_views",
        "present",
    )


@implementer(IWelfareDocument)
@unfilled(IWelfareDocumentSchema)
class WelfareDocument(Record):
    tab = "documents"
    named_by = "heading"
    text_fields = ("heading",)


@implementer(ICorrespondence)
@unfilled(ICorrespondenceSchema)
class Correspondence(Record):
    #: UID of the later email of the thread that holds all of this one, "" for none (R134).
    superseded_by = ""
    tab = "documents"
    named_by = "subject"
    text_fields = ("body", "subject", "led_to")


@implementer(IDecision)
@unfilled(IDecisionSchema)
class Decision(Record):
    always_key = True
    tab = "decisions"
    day_to_day = True
    text_fields = ("decision", "reasons", "advice_from")


@implementer(IAssessment)
@unfilled(IAssessmentSchema)
class Assessment(Record):
    tab = "plans"
    text_fields = ("summary", "child_views", "parent_views", "how_shared")


@implementer(IPlan)
@unfilled(IPlanSchema)
class Plan(Record):
    tab = "plans"
    text_fields = ("objectives", "summary", "child_views", "parent_views", "how_shared")
    #: Which version of the plan it is, and whether a later one is in force (`versions`).
    version = 1
    superseded = False

    @property
    def falls_due(self):
        """A plan that another has taken the place of is not reviewed any more."""
        return {} if self.superseded else {"review_on": "due_plan_review"}

    @property
    def heading_note(self):
        told = f"version {self.version}" if self.version > 1 else ""
        return ", ".join(filter(None, (told, "superseded" if self.superseded else "")))


@implementer(IClosingSummary)
@unfilled(IClosingSummarySchema)
class ClosingSummary(Record):
    always_key = True
    tab = "decisions"
    from_address = ("purpose",)
    # its checklist tells what is in the file
    may_stand_alone = False
    text_fields = (
        "reason_for_involvement",
        "actions_and_outcomes",
        "professionals_views",
        "continuing_support",
    )

    def beside_fields(self):
        """The answers to its checklist (R157)."""
        answers = {
            key: {
                **one,
                "at": moment(one["at"]),
                "by": {"id": one["by"], "name": fullname(one["by"])},
            }
            for key, one in (getattr(self, "checklist", None) or {}).items()
        }
        return {"checklist": answers} if answers else {}
