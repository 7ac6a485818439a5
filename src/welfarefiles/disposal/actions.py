"""What the ledger holds of disposal. These entries are kept for ever."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


def _disposal(id, sentence, severity="notable"):
    return Action(f"disposal.{id}", sentence, kind="disposal", severity=severity)


ACTIONS = Actions(
    _disposal("prepared", _("Disposal prepared")),
    _disposal("reviewed", _("File reviewed for disposal")),
    _disposal("authorised", _("Disposal authorised"), severity="serious"),
    _disposal("withdrawn", _("Disposal withdrawn")),
    _disposal("destroyed", _("File destroyed"), severity="serious"),
    _disposal("finished", _("Disposal carried out"), severity="serious"),
    _disposal("reduction-proposed", _("Reducing a transferred copy proposed")),
    _disposal("reduction-agreed", _("Reducing a transferred copy agreed"), severity="serious"),
    _disposal("reduced", _("Copy of a transferred file reduced"), severity="serious"),
    Action("disposal.certificate", _("Disposal certificate downloaded"), kind="download"),
)
