"""What happened to something that is kept, as a table of its record."""

from .. import _
from ..calendars.london import format_short_date
from ..interfaces import IRecordPart
from ..people.names import fullname
from ..records.parts import PartRow
from .happenings import TITLES
from .interfaces import IRegistered
from .keeping import happenings
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


@implementer(IRecordPart)
@adapter(IRegistered)
class HappeningsPart:
    """Every line, the earliest first."""

    order = 10
    is_searched = True
    title = _("What happened to it")
    labels = (_("When"), _("What"), _("To whom or where"), _("Note"), _("Noted by"))

    def __init__(self, record):
        self.record = record

    def rows(self):
        for one in happenings(self.record):
            struck = f"Struck through: {one.struck_reason}" if not one.counts else ""
            cells = (
                format_short_date(one.on),
                translate(TITLES[one.kind]),
                ", ".join(filter(None, (one.whom, one.where))),
                "; ".join(filter(None, (one.note, struck))),
                fullname(one.by),
            )
            yield PartRow(cells, struck=not one.counts)
