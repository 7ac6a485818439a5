"""Fields of events in school life and of notifications (R015-R017, R024, R046, R067-R069)."""

from .. import _
from ..records.interfaces import IRecordFields
from ..records.interfaces import RULE
from ..records.schema import attachment
from ..records.schema import IAction
from ..records.schema import IRecordSchema
from ..records.schema import views_of_child
from ..records.schema import views_of_parents
from . import rule
from collective.z3cform.datagridfield.row import DictRow
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface import provider
from zope.interface import taggedValue

import re


CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def clock(value):
    """Raise `Invalid` for what is no time of day."""
    if not CLOCK.fullmatch(value):
        raise Invalid(_("Give the time as 15:40"))
    return True


def actions():
    return schema.List(
        title=_("Actions to be taken"),
        value_type=DictRow(title=_("Action"), schema=IAction),
        required=False,
        defaultFactory=list,
        missing_value=[],
    )


class ILogRow(Interface):
    """One entry of a form tutor's log: date, time and nature of the concern (R024)."""

    day = schema.Date(title=_("Date"))
    time = schema.TextLine(title=_("Time"), constraint=clock)
    nature = schema.TextLine(title=_("Nature of the concern"))


@provider(IRecordFields)
class ISchoolEventSchema(IRecordSchema):
    """Exclusion (R016), unexplained absence, change in circumstances, behaviour and attendance
    (R015), form tutor log (R024).
    """

    taggedValue(RULE, rule.event)

    kind = schema.Choice(title=_("What it is"), vocabulary="welfarefiles.EventKinds")
    starts = schema.Date(title=_("From"), required=False)
    ends = schema.Date(title=_("To"), description=_("The last day"), required=False)
    reason = schema.Text(title=_("Reason"), required=False)
    log = schema.List(
        title=_("Log"),
        value_type=DictRow(title=_("Entry"), schema=ILogRow),
        required=False,
        defaultFactory=list,
        missing_value=[],
    )
    what_happened = schema.Text(
        title=_("What happened"), description=_("Facts first"), required=False
    )
    child_views = views_of_child()
    parent_views = views_of_parents()
    actions = actions()
    file = attachment()


@provider(IRecordFields)
class INotificationSchema(IRecordSchema):
    """Who was told, how, when and what they answered."""

    taggedValue(RULE, rule.notification)

    kind = schema.Choice(title=_("Kind of notification"), vocabulary="welfarefiles.Notifications")
    about = schema.Choice(
        title=_("What it is about"), vocabulary="welfarefiles.EventsToTell", required=False
    )
    with_whom = schema.TextLine(title=_("Who was told"), description=_("Name, role and team"))
    how = schema.Choice(title=_("How"), vocabulary="welfarefiles.WaysToTell")
    discussion = schema.Text(title=_("What was said"))
    outcome = schema.Text(
        title=_("Answer"), description=_("If there is none yet, say so and what you do next")
    )
    shared_with = schema.Text(
        title=_("Staff who were told, and why they need to know"), required=False
    )
    actions = actions()
    file = attachment()
