"""What the ledger hears about access to files."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


def _access(id, sentence, severity="plain"):
    return Action(id, sentence, kind="access", severity=severity)


ACTIONS = Actions(
    _access("access.given", _("Access given")),
    _access("access.taken-back", _("Access taken back")),
    _access("access.end-changed", _("End of access changed")),
    _access("access.kept", _("Access reviewed and kept")),
    _access("access.emergency", _("Emergency access taken"), "serious"),
    Action(
        "access.emergency-refused",
        _("Emergency access refused"),
        kind="refusal",
        severity="notable",
    ),
    _access("barrier.put-up", _("Relative of the child shut out"), "notable"),
    _access("barrier.followed", _("Relative shut out, as from the child's other file")),
    _access("barrier.removed", _("Barrier removed"), "notable"),
)
