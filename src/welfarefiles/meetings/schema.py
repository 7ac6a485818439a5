"""Fields of a meeting (R017, R019, R020-R023, R070, R092)."""

from .. import _
from ..records.interfaces import IRecordFields
from ..records.interfaces import RULE
from ..records.schema import IAction
from ..records.schema import IRecordSchema
from ..records.schema import part_of_investigation
from ..records.schema import views_of_child
from ..records.schema import views_of_parents
from . import rule
from collective.z3cform.datagridfield.row import DictRow
from plone.namedfile.field import NamedBlobFile
from zope import schema
from zope.interface import Interface
from zope.interface import provider
from zope.interface import taggedValue


class IAttendance(Interface):
    """Somebody who was invited (R070)."""

    name = schema.TextLine(title=_("Name"))
    role = schema.TextLine(title=_("Role and agency"), required=False)
    attended = schema.Choice(
        title=_("Attendance"), vocabulary="welfarefiles.Attendance", default="attended"
    )


@provider(IRecordFields)
class IMeetingSchema(IRecordSchema):
    """Meeting: who was there, what the school reported, what was decided, when the next one is.

    Of a review its timing, process and outcome (R098).
    """

    taggedValue(RULE, rule.meeting)

    kind = schema.Choice(title=_("Kind of meeting"), vocabulary="welfarefiles.MeetingKinds")
    purpose = schema.TextLine(title=_("Purpose"), required=False)
    chair = schema.TextLine(title=_("Chair"), description=_("Name and role"), required=False)
    investigation = part_of_investigation()
    attendance = schema.List(
        title=_("Attendance"),
        description=_("Everybody invited: children, family and professionals"),
        value_type=DictRow(title=_("Person"), schema=IAttendance),
        required=False,
        defaultFactory=list,
        missing_value=[],
    )
    report = NamedBlobFile(title=_("Written report of the school"), required=False)
    report_sent_on = schema.Date(title=_("Report sent on"), required=False)
    no_report_reason = schema.Text(title=_("Why there is no written report"), required=False)
    discussion = schema.Text(
        title=_("What was discussed"),
        description=_("Facts first. Say where something is opinion or was told to you"),
    )
    child_views = views_of_child()
    parent_views = views_of_parents()
    outcome = schema.Text(title=_("Decisions"), description=_("If none was made, say so"))
    actions = schema.List(
        title=_("Actions to be taken"),
        value_type=DictRow(title=_("Action"), schema=IAction),
        required=False,
        defaultFactory=list,
        missing_value=[],
    )
    next_meeting = schema.Date(title=_("Next meeting"), required=False)
    file = NamedBlobFile(title=_("Minutes"), required=False)
