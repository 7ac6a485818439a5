"""Fields of the front sheet of a file (R001-R010, R032, R090, R095, R099, R101; C04, C19, C20)."""

from .. import _
from ..calendars import london
from ..errors import FieldInvalid
from .identity import upn_problem
from collective.z3cform.datagridfield.row import DictRow
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface import invariant
from zope.interface import provider


class IPerson(Interface):
    """One row of the people around the child (R032, C20)."""

    name = schema.TextLine(title=_("Name"))
    relation = schema.TextLine(title=_("Relation or role"), required=False)
    parental_responsibility = schema.Bool(
        title=_("Has parental responsibility"), required=False, default=False
    )
    professional = schema.Bool(
        title=_("A professional who works with the child"), required=False, default=False
    )
    may_be_contacted = schema.Bool(title=_("May be contacted"), required=False, default=True)
    telephone = schema.TextLine(title=_("Telephone"), required=False)
    address = schema.TextLine(title=_("Address"), required=False)
    note = schema.TextLine(title=_("Note"), required=False)


def valid_upn(value):
    """Raise `Invalid` with the sentence for the field when the UPN cannot be right (d10)."""
    problem = upn_problem(value)
    if problem:
        raise Invalid(problem)
    return True


class IFrontSheet(model.Schema):
    """Front sheet of a file. Dates are `datetime.date`; nothing here is shown in a title or URL."""

    given_name = schema.TextLine(title=_("Given name"), max_length=120)
    family_name = schema.TextLine(title=_("Family name"), max_length=120)
    known_as = schema.TextLine(title=_("Known as"), required=False, max_length=120)
    date_of_birth = schema.Date(title=_("Date of birth"))
    upn = schema.TextLine(
        title=_("UPN"),
        description=_("Thirteen characters, for example B801200005001"),
        required=False,
        constraint=valid_upn,
    )
    year_group = schema.Choice(
        title=_("Year group"), vocabulary="welfarefiles.YearGroups", required=False
    )
    class_group = schema.TextLine(title=_("Class or form"), required=False, max_length=40)

    reasons = schema.Set(
        title=_("Why a file is kept"),
        description=_("At least one of the four grounds"),
        value_type=schema.Choice(vocabulary="welfarefiles.Reasons"),
        min_length=1,
    )
    reason_detail = schema.Text(title=_("Reason for deciding to maintain the file"), required=False)
    responsible_leader = schema.Choice(
        title=_("Responsible leader"),
        description=_("A member of the senior management team, responsible for this file"),
        vocabulary="welfarefiles.Leaders",
    )
    separate_cp_file = schema.Bool(
        title=_("A separate child protection file is being maintained"), required=False
    )
    consent = schema.Choice(
        title=_("Parental consent to maintain the file"),
        vocabulary="welfarefiles.Consent",
        default="not_sought",
    )
    consent_date = schema.Date(title=_("Date of consent or refusal"), required=False)
    consent_by = schema.TextLine(
        title=_("Consent by"),
        description=_("A parent or carer; from 16 the young person may sign"),
        required=False,
    )
    access_explained_on = schema.Date(
        title=_("Access to records explained on"),
        description=_("When the child and family were told that they may see what is recorded"),
        required=False,
    )
    access_explained_how = schema.Text(
        title=_("How access to records was promoted"),
        description=_(
            "From the start of involvement: who was told, in which form, what they asked"
        ),
        required=False,
    )
    next_review = schema.Date(
        title=_("Next review"), description=_("When the file is next checked"), required=False
    )
    reviewer = schema.Choice(title=_("Reviewer"), vocabulary="welfarefiles.Leaders", required=False)
    last_reviewed = schema.Date(title=_("Last checked to be up to date"), required=False)
    referral_details = schema.Text(title=_("Referral details"), required=False)
    lead_professional = schema.TextLine(title=_("Lead professional"), required=False)

    model.fieldset(
        "details",
        label=_("Basic details"),
        fields=[
            "gender",
            "ethnicity",
            "religion",
            "first_language",
            "format_needs",
            "communication_needs",
            "address",
            "telephone",
            "care_leaver_adult_services",
        ],
    )
    gender = schema.TextLine(title=_("Gender"), required=False)
    ethnicity = schema.TextLine(title=_("Ethnicity"), required=False)
    religion = schema.TextLine(title=_("Religion"), required=False)
    first_language = schema.TextLine(title=_("First language"), required=False)
    format_needs = schema.TextLine(
        title=_("Format needed"),
        description=_("Other languages, audio, large print"),
        required=False,
    )
    communication_needs = schema.TextLine(
        title=_("Interpreter or communication aid needed"),
        description=_("For the child or the family, and which"),
        required=False,
    )
    address = schema.Text(title=_("Address"), required=False)
    telephone = schema.TextLine(title=_("Telephone"), required=False)
    care_leaver_adult_services = schema.Bool(
        title=_("A care leaver with services from both Children's and Adult Services"),
        description=_("The file then stays open"),
        required=False,
    )

    model.fieldset("people", label=_("People"), fields=["people"])
    people = schema.List(
        title=_("Family and professionals"),
        value_type=DictRow(title=_("Person"), schema=IPerson),
        required=False,
        defaultFactory=list,
        missing_value=[],
    )

    model.fieldset("paper", label=_("Paper and volumes"), fields=["paper_file", "volume"])
    paper_file = schema.TextLine(
        title=_("Paper file"), description=_("Where an earlier paper file is"), required=False
    )
    volume = schema.Int(title=_("Current volume"), default=1, min=1, required=False)

    @invariant
    def consent_says_when(data):
        """A consent given or refused names its date (R007)."""
        if getattr(data, "consent", None) in ("given", "refused") and not getattr(
            data, "consent_date", None
        ):
            raise FieldInvalid(
                _("Enter the date on which consent was given or refused"), "consent_date"
            )

    @invariant
    def was_checked(data):
        """The closing checklist reads when the sheet was last checked (C04): not a day to come."""
        checked = getattr(data, "last_reviewed", None)
        if checked is not None and checked > london.today():
            raise FieldInvalid(_("This day is still to come"), "last_reviewed")

    @invariant
    def was_explained(data):
        """Access to records is promoted from the start of involvement (R095): on a day that was."""
        told = getattr(data, "access_explained_on", None)
        if told is not None and told > london.today():
            raise FieldInvalid(_("This day is still to come"), "access_explained_on")


class IWelfareFileSchema(IFrontSheet):
    """Front sheet of a welfare file."""


class IChildProtectionFileSchema(IFrontSheet):
    """Front sheet of a child protection file."""

    model.fieldset(
        "child_protection",
        label=_("Child protection"),
        fields=["section_47", "cp_plan_category", "cp_plan_start", "cp_plan_end"],
    )
    section_47 = schema.Bool(
        title=_("Subject to section 47 enquiry"),
        description=_("Whether or not a child protection plan followed"),
        required=False,
    )
    cp_plan_category = schema.Choice(
        title=_("Category of plan"), vocabulary="welfarefiles.PlanCategories", required=False
    )
    cp_plan_start = schema.Date(title=_("Plan from"), required=False)
    cp_plan_end = schema.Date(title=_("Plan to"), required=False)


@provider(IFormFieldProvider)
class ISystemFileFields(model.Schema):
    """What the portal itself sets on a file; never written by a form or a client."""

    directives.omitted("reference", "opened_on", "opened_by", "closed_on")
    reference = schema.ASCIILine(title=_("Reference"), readonly=True, required=False)
    opened_on = schema.Date(title=_("Opened"), readonly=True, required=False)
    opened_by = schema.TextLine(title=_("Opened by"), readonly=True, required=False)
    closed_on = schema.Date(title=_("Closed"), readonly=True, required=False)


class ISchoolSchema(model.Schema):
    """A school: what letters and packs call it, and who set it up first (decision 4, R096)."""

    urn = schema.ASCIILine(title=_("URN"), required=False, max_length=10)
    local_authority = schema.TextLine(title=_("Local authority"), required=False)
    headteacher = schema.TextLine(
        title=_("Head teacher's user name"),
        description=_("The first member of the team; names everybody else"),
        required=False,
    )
    handwritten_notes = schema.Choice(
        title=_("Handwritten notes taken at a contact"),
        description=_("They do not form part of the record; what is to become of them"),
        vocabulary="welfarefiles.HandwrittenNotes",
        default="keep",
        required=False,
    )


class IFilesFolderSchema(model.Schema):
    """The folder of files has no fields of its own."""
