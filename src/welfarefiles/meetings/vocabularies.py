"""Lists of words that only meetings use."""

from .. import _
from ..files.vocabularies import FixedList
from ..files.vocabularies import RegistryList


meeting_kinds = RegistryList("meeting_kinds")
attendance = FixedList(
    ("attended", _("Attended")),
    ("apologies", _("Sent apologies")),
    ("sent_report", _("Sent a report")),
    ("absent", _("Did not attend")),
)
