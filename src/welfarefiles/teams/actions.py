"""What the ledger hears about places in the team."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


def _access(id, sentence, severity="plain"):
    return Action(id, sentence, kind="access", severity=severity)


ACTIONS = Actions(
    _access("team.cover", _("Cover named")),
    _access("team.end-proposed", _("End of a role proposed, a second person has to agree")),
    _access("team.made", _("Named team of persons made")),
    _access("team.renamed", _("Named team of persons renamed")),
    _access("team.member-added", _("Person added to a named team")),
    _access("team.member-removed", _("Person removed from a named team")),
    _access("staff.left", _("Left the school: everything ended"), "notable"),
)
