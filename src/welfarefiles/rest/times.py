"""Times as clients read them: by London's clock, with its offset on that day."""

from ..calendars import london
from ..interfaces import IPrivateContent
from ..interfaces import IWelfareFilesLayer
from datetime import datetime
from datetime import UTC
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IDatetime


def moment(instant):
    """An instant as `2026-07-02T15:40:00+01:00`."""
    return london.in_london(instant).isoformat(timespec="seconds")


def stamp(zope_time):
    """A `DateTime` by UTC's clock, as plone.restapi gives it, which takes ten times as long."""
    return datetime.fromtimestamp(int(zope_time.timeTime()), UTC).isoformat()


@implementer(IFieldSerializer)
@adapter(IDatetime, IPrivateContent, IWelfareFilesLayer)
class LondonTime(DefaultFieldSerializer):
    """A field with a time; plone.restapi would give UTC's clock."""

    def __call__(self):
        value = self.get_value()
        return None if value is None else moment(value)
