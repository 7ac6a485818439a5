"""A new password for somebody who lost theirs: the page, and the mail with the way to it.

Whether there is such an account, whether it has an address, and whether the mail server is up,
nobody learns here: the answer is the same, and the mail waits in our queue.
"""

from .. import _
from ..ledger.writing import enter
from ..notices.mail import tell
from .checking import knows
from .pages import OnTheWay
from .settings import local_allowed
from plone import api


class LostPassword(OnTheWay):
    """`login-help`, and Plone's own names for asking for a new password."""

    page_title = _("Help with signing in")
    done = False

    def get(self):
        return self.index()

    def post(self):
        typed = self.request.form.get("userid")
        login = typed.strip() if isinstance(typed, str) else ""
        if not login:
            return self.refuse(None, _("Enter your user name."))
        send_way(self.accounts, login)
        self.done = True
        return self.index()


def send_way(accounts, login):
    """Mail the way to a new password to the account of a user name, if that may have one."""
    user_id = knows(accounts, login)
    if user_id is None or not local_allowed(login):
        return
    asked = api.portal.get_tool("portal_password_reset").requestReset(user_id)
    if asked is None:
        return
    tell(
        [user_id],
        _("Your new password for Welfare Files"),
        WORDS,
        f"{api.portal.get().absolute_url()}/passwordreset/{asked['randomstring']}",
        at_once=True,
    )
    enter("account.password-asked", about=user_id)


WORDS = [
    _("Somebody, probably you, asked for a new password. Choose it on the page below."),
    _("If it was not you, do nothing: your password stays as it is."),
]
