"""Fields of a paper volume (R099, R101, R136)."""

from .. import _
from ..records.interfaces import IRecordFields
from ..records.schema import IRecordSchema
from zope import schema
from zope.interface import provider


@provider(IRecordFields)
class IPaperVolumeSchema(IRecordSchema):
    """Paper volume."""

    happened_at = schema.Datetime(title=_("Last seen"), description=_("When you looked at it"))
    what = schema.TextLine(
        title=_("What it is"), description=_("For example: volume 1, 2009 to 2016")
    )
    kept_where = schema.TextLine(
        title=_("Where it is kept"), description=_("A locked place: room, cabinet, drawer")
    )
    contents = schema.Text(title=_("What is in it"), required=False)
