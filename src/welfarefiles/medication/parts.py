"""The lines of a medication log as a table, for whatever takes the record out of the portal."""

from .. import _
from ..calendars import london
from ..interfaces import IRecordPart
from ..people.names import fullname
from ..records.parts import PartRow
from .interfaces import IMedicationLog
from .keeping import doses_of
from .keeping import medicines_of
from .words import OUTCOMES
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


@implementer(IRecordPart)
@adapter(IMedicationLog)
class MedicinesPart:
    """Every medicine, those no longer given too."""

    order = 5
    title = _("Medicines")
    labels = (_("Medicine"), _("Usual dose"), _("When and how"), _("Added"), _("No longer given"))
    is_searched = True

    def __init__(self, log):
        self.log = log

    def rows(self):
        for one in medicines_of(self.log):
            added = f"{london.format_datetime(one.added_at)}, {fullname(one.added_by)}"
            stopped = ""
            if not one.stands:
                when = london.format_datetime(one.stopped_at)
                stopped = f"{when}, {fullname(one.stopped_by)}: {one.stop_reason}"
            yield PartRow((one.name, one.dose, one.instructions, added, stopped))


@implementer(IRecordPart)
@adapter(IMedicationLog)
class DosesPart:
    """Every dose, the earliest first. Not searched: a log of years has thousands."""

    order = 10
    title = _("Doses")
    labels = (
        *(_("When"), _("Medicine"), _("Dose"), _("What happened")),
        *(_("Given by"), _("Second person"), _("Note")),
    )
    is_searched = False

    def __init__(self, log):
        self.log = log

    def rows(self):
        for line in doses_of(self.log)[::-1]:
            struck = f"Struck through: {line.struck_reason}" if line.is_struck else ""
            cells = (
                london.format_datetime(line.at),
                line.medicine,
                line.dose,
                translate(OUTCOMES[line.outcome]),
                fullname(line.by),
                fullname(line.witness),
                "; ".join(filter(None, (line.reason, struck))),
            )
            yield PartRow(cells, struck=line.is_struck)
