"""Fields of a court report (R092, R094, R104, R115)."""

from .. import _
from ..records.interfaces import IRecordFields
from ..records.interfaces import RULE
from ..records.schema import attachment
from ..records.schema import how_shared
from ..records.schema import IRecordSchema
from ..records.schema import views_of_child
from ..records.schema import views_of_parents
from . import rule
from zope import schema
from zope.interface import provider
from zope.interface import taggedValue


@provider(IRecordFields)
class ICourtReportSchema(IRecordSchema):
    """Report in court proceedings: whose, for which court, what it says, by when it is due."""

    taggedValue(RULE, rule.court_report)

    happened_at = schema.Datetime(
        title=_("When it was written"), description=_("The date and the time")
    )
    kind = schema.Choice(title=_("Kind of report"), vocabulary="welfarefiles.CourtReportKinds")
    written_by = schema.TextLine(title=_("Written by"), description=_("Name, role and agency"))
    court = schema.TextLine(title=_("Court"))
    case_number = schema.TextLine(title=_("Case number"), required=False)
    asked_by = schema.TextLine(
        title=_("Asked for by"),
        description=_("The court, the guardian, a solicitor or the local authority, and when"),
        required=False,
    )
    due_on = schema.Date(
        title=_("Due at the court on"), description=_("Late until it is authorised"), required=False
    )
    hearing_on = schema.Date(title=_("Hearing on"), required=False)
    summary = schema.Text(title=_("What it says"))
    recommendations = schema.Text(title=_("What it recommends"), required=False)
    child_views = views_of_child()
    parent_views = views_of_parents()
    how_shared = how_shared()
    file = attachment(required=True)
