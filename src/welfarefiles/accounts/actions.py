"""What the ledger says about signing in."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


def _action(id, sentence, severity="plain", kind="sign-in"):
    return Action(id, sentence, kind=kind, severity=severity)


ACTIONS = Actions(
    _action("account.signed-in", _("Signed in")),
    _action("account.sign-in-failed", _("A wrong try to sign in")),
    _action("account.locked", _("Locked for a time after wrong tries"), "serious"),
    _action("account.unlocked", _("An administrator ended the lock"), "notable"),
    _action("account.closed", _("Account closed: they left"), "notable"),
    _action("account.opened-again", _("A closed account opened again"), "serious"),
    _action("account.signed-out", _("Signed out")),
    _action("account.session-rested", _("Signed out by itself after a rest, or a long day")),
    _action("account.session-ended", _("A session elsewhere was ended"), "notable"),
    _action("account.factor-set-up", _("Second factor set up"), "notable"),
    _action("account.factor-reset", _("Second factor taken away by an administrator"), "serious"),
    _action("account.recovery-used", _("Signed in with a recovery code"), "notable"),
    _action("account.password-asked", _("A way to a new password was sent by mail"), "notable"),
    _action("account.password-changed", _("Password changed"), "notable"),
    _action("account.password-set", _("Password set by an administrator"), "serious"),
    _action("account.newcomer", _("Marked as volunteer, student or supply staff"), "notable"),
    _action("account.policy-acknowledged", _("Policy acknowledged")),
)
