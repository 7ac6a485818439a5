"""Fields of the record types (R011-R026, R077, R080-R092, R094, R104, R154, R156).

Times are aware `datetime.datetime` in Europe/London, dates `datetime.date`. Who wrote a record,
and when it was recorded and signed, is set by the portal (`ISystemRecordFields`).
"""

from .. import _
from ..bodymap.field import BodyMap
from ..errors import FieldInvalid
from ..files.display import SHOWN
from . import rules
from .interfaces import IRecordFields
from .interfaces import RULE
from collective.z3cform.datagridfield.row import DictRow
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.interface import Interface
from zope.interface import invariant
from zope.interface import provider
from zope.interface import taggedValue


def views_of_child():
    return schema.Text(
        title=_("The child's own view"),
        description=_("In the child's words where you can"),
        required=False,
    )


def views_of_parents():
    return schema.Text(title=_("Views of parents and carers"), required=False)


def how_shared():
    return schema.Text(
        title=_("How this was shared with the child and family"),
        description=_("And if it was not, why"),
        required=False,
    )


def part_of_investigation():
    return schema.Bool(
        title=_("Part of a child protection investigation"),
        description=_("Recorded within 1 working day, instead of 5"),
        required=False,
    )


def attachment(required=False):
    return NamedBlobFile(title=_("File"), required=required)


class IRecordSchema(model.Schema):
    """Common to every record: when it happened (R020, R086)."""

    happened_at = schema.Datetime(
        title=_("When it happened"),
        description=_("The date and the time, for example 19 November 2026, 15:40"),
    )


class IAction(Interface):
    """One action agreed (R023): what, by whom, by when."""

    what = schema.TextLine(title=_("Action"))
    who = schema.TextLine(title=_("By whom"), required=False)
    by = schema.Date(title=_("By when"), required=False)
    done = schema.Bool(title=_("Done"), required=False, default=False)


@provider(IRecordFields)
class IContactNoteSchema(IRecordSchema):
    """Contact note (R018-R020, R077, R080, R082, R085, R087, R091, R092, R118 visits).

    With whom it was (R021), the record of the discussion (R022), outcome and actions (R023).
    """

    taggedValue(RULE, rules.contact)

    contact_group = schema.Choice(
        title=_("Contact with"), vocabulary="welfarefiles.ContactGroups", default="parents"
    )
    kind = schema.Choice(title=_("Kind of contact"), vocabulary="welfarefiles.ContactKinds")
    investigation = part_of_investigation()
    no_access = schema.Bool(
        title=_("No access was gained"),
        description=_("All contacts are recorded, even if nobody was seen"),
        required=False,
    )
    with_whom = schema.TextLine(title=_("Who it was with"), description=_("Name and role"))
    present = schema.Text(
        title=_("Who was present"),
        description=_("All children and adults; needed for a visit"),
        required=False,
    )
    child_seen = schema.Bool(title=_("The child was seen"), required=False)
    purpose = schema.TextLine(title=_("Purpose"), required=False)
    discussion = schema.Text(
        title=_("What was said and seen"),
        description=_("Facts first. Say where something is opinion or was told to you"),
    )
    child_views = views_of_child()
    parent_views = views_of_parents()
    outcome = schema.Text(title=_("Outcome"))
    actions = schema.List(
        title=_("Actions to be taken"),
        value_type=DictRow(title=_("Action"), schema=IAction),
        required=False,
        defaultFactory=list,
        missing_value=[],
    )
    referral_purpose = schema.TextLine(
        title=_("Purpose of a referral made"),
        description=_("Needed when another agency was asked for a service"),
        required=False,
    )
    family_discussion = schema.Text(
        title=_("What was discussed with the family beforehand"),
        description=_("Before another agency is involved; or what precluded it"),
        required=False,
    )
    interpreter_dispensed_reason = schema.TextLine(
        title=_("Why an interpreter or communication aid was dispensed with"), required=False
    )


@provider(IRecordFields)
class IConcernSchema(IRecordSchema):
    """Concern or disclosure (R024, R025, R029, R073)."""

    taggedValue(RULE, rules.concern)

    kind = schema.Choice(
        title=_("Concern or disclosure"), vocabulary="welfarefiles.ConcernKinds", default="concern"
    )
    nature = schema.TextLine(title=_("Nature of the concern"))
    investigation = part_of_investigation()
    what_happened = schema.Text(
        title=_("What was seen, heard or said"),
        description=_("In the child's words. We cannot promise the child confidentiality"),
    )
    child_words = schema.Text(title=_("The child's exact words"), required=False)
    marks = BodyMap(
        title=_("Body map"),
        description=_("Where marks or injuries were seen. Never photograph or examine a child"),
        required=False,
    )
    present = schema.Text(title=_("Who was present"), required=False)
    child_views = views_of_child()
    agreed_actions = schema.Text(title=_("Actions agreed"), required=False)
    parents_told = schema.Bool(title=_("Parents have been told"), required=False)
    not_told_reason = schema.Choice(
        title=_("Why parents have not been told"),
        vocabulary="welfarefiles.NotToldReasons",
        required=False,
    )


@provider(IRecordFields)
class IAssessmentSchema(IRecordSchema):
    """Assessment (R011, R092, R094, R154)."""

    taggedValue(RULE, rules.assessment)

    kind = schema.Choice(title=_("Kind of assessment"), vocabulary="welfarefiles.AssessmentKinds")
    summary = schema.Text(title=_("Summary of the assessment"))
    child_views = views_of_child()
    parent_views = views_of_parents()
    recommendation = schema.Choice(
        title=_("Recommendation"), vocabulary="welfarefiles.Recommendations"
    )
    how_shared = how_shared()
    file = attachment()


@provider(IRecordFields)
class IPlanSchema(IRecordSchema):
    """Plan: the work to be done, its objectives, the intervention (R012-R014, R092, R094, R098)."""

    kind = schema.Choice(title=_("Kind of plan"), vocabulary="welfarefiles.PlanKinds")
    objectives = schema.Text(title=_("Work to be done and its objectives"))
    summary = schema.Text(title=_("Plan of intervention"), required=False)
    child_views = views_of_child()
    parent_views = views_of_parents()
    review_on = schema.Date(title=_("Review on"), required=False)
    how_shared = how_shared()
    file = attachment()


@provider(IRecordFields)
class IWelfareDocumentSchema(IRecordSchema):
    """Uploaded document (R012-R015, R017, R026), of a kind from a list the school edits.

    Exclusion documentation (R016), what an assessment or review created or considered (R111), how
    education goes (R116), what was used to plan and review, with review reports (R117).
    """

    kind = schema.Choice(title=_("Kind of document"), vocabulary="welfarefiles.DocumentKinds")
    heading = schema.TextLine(
        title=_("What it is"), description=_("For example: minutes of the meeting"), required=False
    )
    file = attachment(required=True)


class IAttachment(Interface):
    """One attachment of an email; its bytes are in the original message (R133)."""

    name = schema.TextLine(title=_("Attachment"))
    size = schema.Int(title=_("Bytes"), required=False)


@provider(IRecordFields)
class ICorrespondenceSchema(IRecordSchema):
    """An email filed: all but why it is a record is read out of the message (R119, R127-R133)."""

    taggedValue(SHOWN, True)

    happened_at = schema.Datetime(title=_("Sent"), readonly=True)
    received_at = schema.Datetime(title=_("Received"), readonly=True, required=False)
    sender = schema.TextLine(title=_("From"), readonly=True)
    recipients = schema.Text(title=_("To"), readonly=True, required=False)
    copied = schema.Text(title=_("Copied to"), readonly=True, required=False)
    subject = schema.TextLine(title=_("Subject"), readonly=True, required=False)
    body = schema.Text(title=_("Message"), readonly=True, required=False)
    attachments = schema.List(
        title=_("Attachments"),
        value_type=DictRow(title=_("Attachment"), schema=IAttachment),
        readonly=True,
        required=False,
    )
    led_to = schema.Text(
        title=_("What it led to"),
        description=_(
            "The action or the decision. An email that is information only is not a record"
        ),
    )
    file = NamedBlobFile(title=_("Original message"), readonly=True)


@provider(IRecordFields)
class IDecisionSchema(IRecordSchema):
    """A manager's advice or decision (R103, R053)."""

    decision = schema.Text(title=_("Advice given or decision made"))
    reasons = schema.Text(title=_("Reasons"))
    advice_from = schema.TextLine(title=_("Advice taken from"), required=False)


@provider(IRecordFields)
class IClosingSummarySchema(IRecordSchema):
    """Closing summary or summary of transfer (R151, R156, R161).

    The checklist's answers stand beside it (``closure.answers``).
    """

    purpose = schema.Choice(
        title=_("Summary for"), vocabulary="welfarefiles.SummaryPurposes", default="closure"
    )
    reason_for_involvement = schema.Text(title=_("The reason for involvement"))
    actions_and_outcomes = schema.Text(title=_("Actions undertaken and outcomes achieved"))
    professionals_views = schema.Text(title=_("Other professionals' involvement and their views"))
    continuing_support = schema.Text(
        title=_("Who will provide continuing support to the child and family")
    )
    receiving_school = schema.TextLine(
        title=_("Receiving school or worker"),
        description=_("Needed for a transfer"),
        required=False,
    )

    @invariant
    def transfer_says_where(data):
        """A summary of transfer names who takes over (R152)."""
        if getattr(data, "purpose", None) == "transfer" and not getattr(
            data, "receiving_school", None
        ):
            raise FieldInvalid(_("Enter the receiving school or worker"), "receiving_school")


@provider(IFormFieldProvider)
class ISystemRecordFields(model.Schema):
    """What the portal itself sets on a record; never written by a form or a client (R025, R076)."""

    directives.omitted("author", "recorded_at", "edited_by", "signed_by", "signed_at")
    author = schema.TextLine(title=_("Author"), readonly=True, required=False)
    recorded_at = schema.Datetime(title=_("Recorded"), readonly=True, required=False)
    edited_by = schema.Tuple(
        title=_("Edited by"), value_type=schema.TextLine(), readonly=True, required=False
    )
    signed_by = schema.TextLine(title=_("Signed by"), readonly=True, required=False)
    signed_at = schema.Datetime(title=_("Signed"), readonly=True, required=False)
