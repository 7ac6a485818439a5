"""What the ledger hears about access to files and places in the team."""

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
    _access("team.cover", _("Cover named")),
    _access("team.end-proposed", _("End of a role proposed, a second person has to agree")),
    _access("team.made", _("Named team of persons made")),
    _access("team.renamed", _("Named team of persons renamed")),
    _access("team.member-added", _("Person added to a named team")),
    _access("team.member-removed", _("Person removed from a named team")),
    _access("staff.left", _("Left the school: everything ended"), "notable"),
)
