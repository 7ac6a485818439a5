"""What is written down as a medication log is opened; medicines and doses are added below it."""

from .. import _
from ..records.interfaces import IRecordFields
from ..records.schema import IRecordSchema
from zope import schema
from zope.interface import provider


@provider(IRecordFields)
class IMedicationLogSchema(IRecordSchema):
    """Medication log (R037, R041)."""

    happened_at = schema.Datetime(
        title=_("Opened"), description=_("Doses from this day on stand in this log")
    )
    need = schema.Text(
        title=_("Medical need"),
        description=_("What staff who give medicine have to know: what for, what to watch for"),
    )
    agreed_by = schema.TextLine(
        title=_("Agreed with"),
        description=_("Which parent or carer agreed, and how"),
        required=False,
    )
    kept_where = schema.TextLine(title=_("Where the medicine is kept"), required=False)
