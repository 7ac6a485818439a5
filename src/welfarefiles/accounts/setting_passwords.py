"""Every new password comes by here, whatever page, service or script sets it."""

from .. import _
from ..ledger.writing import enter
from ..notices.mail import tell
from . import passwords
from . import telling
from AccessControl import getSecurityManager
from zExceptions import BadRequest


def refuse_bad(password, user_id):
    """Raise `BadRequest` with the sentences that stand against a password.

    Forms asked before, and show them beside the field.
    """
    if isinstance(password, bytes):
        password = password.decode("utf-8", "replace")
    found = passwords.faults(password, [user_id])
    if found:
        raise BadRequest(" ".join(found))


def tell_of_change(accounts, user_id):
    """Tell the person; when somebody else set it, the leads too: they could sign in as them."""
    actor = getSecurityManager().getUser().getId()
    if actor in (None, user_id):
        enter("account.password-changed", about=user_id, person=user_id)
        tell([user_id], _("Your password was changed"), CHANGED, at_once=True)
        return
    enter("account.password-set", about=user_id)
    tell([user_id], _("An administrator set your password"), SET, at_once=True)
    about = _("An administrator set the password of “${id}”.", mapping={"id": user_id})
    tell(
        telling.leads_of(user_id),
        _("An administrator set a password"),
        [about, _("With it somebody could sign in as them. If you do not know why, ask.")],
    )


CHANGED = [
    _("The password of your account was changed, and you were signed out everywhere else."),
    _("If it was not you, tell the person who looks after Welfare Files at your school at once."),
]
SET = [
    _("Somebody who looks after the site set a new password for your account."),
    _("If you did not ask for it, tell a Welfare Lead of your school at once."),
]
