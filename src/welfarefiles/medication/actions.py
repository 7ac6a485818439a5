"""What the ledger holds of medication logs."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("medication.medicine-added", _("Medicine added to the medication log")),
    Action("medication.medicine-stopped", _("Medicine no longer given")),
    Action("medication.dose-added", _("Dose entered in the medication log")),
    Action("medication.dose-witnessed", _("Dose signed by a second person")),
    Action("medication.dose-struck", _("Dose struck through"), severity="notable"),
    Action("medication.log-ended", _("Medication log ended"), severity="notable"),
)
