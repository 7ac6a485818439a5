"""Fields of what the registers hold (R102, R112-R114, R120-R122, C17)."""

from .. import _
from ..records.interfaces import IRecordFields
from ..records.interfaces import RULE
from ..records.schema import attachment
from ..records.schema import IRecordSchema
from ..records.schema import views_of_child
from . import rules
from collective.z3cform.datagridfield.row import DictRow
from plone.namedfile.field import NamedBlobFile
from zope import schema
from zope.interface import Interface
from zope.interface import provider
from zope.interface import taggedValue


@provider(IRecordFields)
class IOriginalDocumentSchema(IRecordSchema):
    """Original document (R102)."""

    happened_at = schema.Datetime(title=_("Received"))
    kind = schema.Choice(title=_("Kind of original"), vocabulary="welfarefiles.OriginalKinds")
    what = schema.TextLine(
        title=_("What it is"), description=_("Where the kind does not say it all"), required=False
    )
    received_from = schema.TextLine(title=_("Received from"), description=_("Name and role"))
    kept_where = schema.TextLine(
        title=_("Where it is kept"), description=_("For example: office safe, envelope 12")
    )
    condition = schema.TextLine(
        title=_("Its condition"), description=_("So that it can be seen that it was not defaced")
    )
    file = NamedBlobFile(
        title=_("Copy on file"),
        description=_("A scan: the original is then looked at no more than needed"),
        required=False,
    )


@provider(IRecordFields)
class ICourtOrderSchema(IRecordSchema):
    """Court order (R112)."""

    taggedValue(RULE, rules.court_order)

    happened_at = schema.Datetime(title=_("Received"), description=_("When the school had it"))
    kind = schema.Choice(title=_("Kind of order"), vocabulary="welfarefiles.CourtOrderKinds")
    court = schema.TextLine(title=_("Court"))
    case_number = schema.TextLine(title=_("Case number"), required=False)
    made_on = schema.Date(title=_("Date made"))
    expires_on = schema.Date(
        title=_("Expires on"),
        description=_("Leave empty when it stands until further order"),
        required=False,
    )
    says = schema.Text(
        title=_("What it says"), description=_("What staff have to do, and what nobody may do")
    )
    file = attachment()


class IDelegatedDecision(Interface):
    """One thing that somebody may consent to."""

    what = schema.TextLine(title=_("May consent to"))
    limits = schema.TextLine(title=_("Limits"), required=False)


@provider(IRecordFields)
class IDelegatedAuthoritySchema(IRecordSchema):
    """Delegated authority (C17)."""

    taggedValue(RULE, rules.delegated_authority)

    happened_at = schema.Datetime(title=_("Signed"))
    given_by = schema.TextLine(
        title=_("Given by"), description=_("Who has parental responsibility")
    )
    given_to = schema.TextLine(title=_("Who may consent"), description=_("Name and role"))
    decisions = schema.List(
        title=_("To what"),
        value_type=DictRow(title=_("Decision"), schema=IDelegatedDecision),
        defaultFactory=list,
        missing_value=[],
    )
    until = schema.Date(title=_("Until"), required=False)
    file = NamedBlobFile(title=_("The signed form"))


@provider(IRecordFields)
class IFosteringArrangementSchema(IRecordSchema):
    """Arrangements with a fostering or social work provider, or private fostering (R113, C18)."""

    taggedValue(RULE, rules.fostering)

    happened_at = schema.Datetime(
        title=_("Agreed"), description=_("Or when the school was told of it")
    )
    kind = schema.Choice(title=_("Kind of arrangement"), vocabulary="welfarefiles.FosteringKinds")
    carer = schema.TextLine(
        title=_("Who looks after the child"), description=_("Names, and relation to the child")
    )
    provider = schema.TextLine(
        title=_("Provider or agency"),
        description=_("Needed unless the child is privately fostered"),
        required=False,
    )
    worker = schema.TextLine(
        title=_("Responsible worker"),
        description=_("Name, role and how to reach them"),
        required=False,
    )
    starts_on = schema.Date(title=_("From"))
    ends_on = schema.Date(title=_("To"), required=False)
    agreed = schema.Text(
        title=_("What was agreed"),
        description=_("Who is told what, who consents to what, who brings and collects the child"),
    )
    parents_say = schema.Text(
        title=_("What parents say to it"),
        description=_("In private fostering also how they can be reached"),
        required=False,
    )
    authority_told_on = schema.Date(
        title=_("Local authority told on"),
        description=_("Needed in private fostering"),
        required=False,
    )
    child_views = views_of_child()
    review_on = schema.Date(title=_("Review on"), required=False)
    file = attachment()


@provider(IRecordFields)
class IContactArrangementSchema(IRecordSchema):
    """Arrangements for contact (R114)."""

    taggedValue(RULE, rules.contact_arrangement)

    happened_at = schema.Datetime(title=_("Agreed or ordered"))
    who = schema.TextLine(title=_("With whom"), description=_("Name, and relation to the child"))
    how_often = schema.TextLine(
        title=_("How often, and where"), description=_("Also when there is to be none")
    )
    supervised = schema.Bool(title=_("Contact is supervised"), required=False)
    supervised_by = schema.TextLine(title=_("Supervised by"), required=False)
    may_not_collect = schema.Bool(title=_("May not collect the child from school"), required=False)
    restrictions = schema.Text(title=_("Other restrictions"), required=False)
    made_under = schema.TextLine(
        title=_("On what ground"),
        description=_("For example an order, a plan, an agreement with the parents"),
        required=False,
    )
    review_on = schema.Date(title=_("Review on"), required=False)
    ends_on = schema.Date(title=_("Ends on"), required=False)


@provider(IRecordFields)
class IChildContributionSchema(IRecordSchema):
    """The child's own contribution (R120-R122)."""

    taggedValue(RULE, rules.contribution)

    happened_at = schema.Datetime(title=_("Put on file"))
    kind = schema.Choice(
        title=_("Kind of contribution"), vocabulary="welfarefiles.ContributionKinds"
    )
    what = schema.TextLine(title=_("What it is"))
    is_property = schema.Bool(
        title=_("It is the child's property"),
        description=_("It stays marked as such until it is returned"),
        required=False,
    )
    kept_where = schema.TextLine(
        title=_("Where it is kept"),
        description=_("Needed for the child's property"),
        required=False,
    )
    file = attachment()
