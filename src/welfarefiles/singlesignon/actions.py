"""What the ledger says about the school's own sign-in."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


def _action(id, sentence, severity):
    return Action(id, sentence, kind="sign-in", severity=severity)


ACTIONS = Actions(
    _action("account.provider-refused", _("School account refused"), "notable"),
    _action("account.provider-settings", _("Settings of the school's sign-in changed"), "serious"),
)
