"""For those who look after the site: locks, lost second factors, sessions of others."""

from .. import _
from ..calendars import london
from ..ledger.writing import enter
from ..notices.mail import tell
from ..people.names import fullname
from ..people.typed import Typed
from . import closing
from . import factors
from . import failures
from . import sessions
from . import stages
from . import telling
from plone import api
from Products.Five.browser import BrowserView


class Accounts(BrowserView):
    """`welfare-accounts`: find an account; end its lock, its sessions, its second factor."""

    page_title = _("Signing in: accounts")
    lean = True
    error = None

    def __call__(self):
        if self.request.method == "POST":
            self.act()
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    def act(self):
        form = self.request.form
        if not self.found:
            return
        for button, done in (
            ("unlock", unlock),
            ("end-sessions", end_sessions),
            ("reset", reset_factor),
            ("open", open_account),
        ):
            if form.get(button):
                self.error = done(self.user_id)
                if self.error is None:
                    api.portal.show_message(DONE[button], self.request)

    @property
    def asked(self):
        return Typed(self.request.form).shown("user_id").strip()

    @property
    def user_id(self):
        user = self.found
        return user.getId() if user else None

    @property
    def found(self):
        return api.portal.get_tool("acl_users").getUserById(self.asked) if self.asked else None

    @property
    def name(self):
        return fullname(self.user_id)

    @property
    def folder(self):
        return stages.path_of(api.portal.get_tool("acl_users"))

    @property
    def has_factor(self):
        return factors.has(self.folder, self.user_id)

    @property
    def is_required(self):
        return stages.is_required(api.portal.get_tool("acl_users"), self.user_id)

    @property
    def is_locked(self):
        key = failures.key_of(failures.ACCOUNT, self.found.getUserName())
        return bool(failures.wait(key))

    def locked(self):
        """{id, name, until} of the accounts that are locked, by name.

        The store has digests of what was typed: they are compared with those of all user names.
        """
        keys = failures.locked_now()
        if not keys:
            return []
        known = api.portal.get_tool("acl_users").searchUsers()
        logins = {one["login"]: one["userid"] for one in known if one.get("login")}
        found = [
            {
                "id": user_id,
                "name": fullname(user_id),
                "until": london.format_time(london.in_london(keys[key])),
            }
            for login, user_id in logins.items()
            if (key := failures.key_of(failures.ACCOUNT, login)) in keys
        ]
        return sorted(found, key=lambda one: one["name"].casefold())

    @property
    def closed_since(self):
        """Day the account was closed; "" where it is open."""
        since = closing.closed_accounts().get(self.user_id)
        return since and london.format_short_date(london.london_date(since))

    def closed(self):
        """{id, name, since} of the accounts that are closed, by name."""
        found = [
            {
                "id": user_id,
                "name": fullname(user_id),
                "since": london.format_short_date(london.london_date(since)),
            }
            for user_id, since in closing.closed_accounts().items()
        ]
        return sorted(found, key=lambda one: one["name"].casefold())

    @property
    def sessions(self):
        return len(sessions.of_person(self.user_id, self.folder))


DONE = {
    "unlock": _("The lock has ended"),
    "end-sessions": _("Signed out everywhere"),
    "open": _("The account is open again: they can sign in"),
    "reset": _("The second factor was taken away; the person and the leads are told"),
}


def unlock(user_id):
    """End the lock of an account."""
    user = api.portal.get_tool("acl_users").getUserById(user_id)
    failures.forget(user.getUserName())
    enter("account.unlocked", about=user_id)


def open_account(user_id):
    """Open a closed account again; a sentence where it is not closed."""
    if user_id not in closing.closed_accounts():
        return _("This account is not closed.")
    closing.open_again(user_id)
    return None


def end_sessions(user_id):
    """Sign somebody out everywhere."""
    sessions.end_all_of(user_id, "ended by an administrator")
    enter("account.session-ended", about=user_id)


def reset_factor(user_id):
    """Take away the second factor of somebody who lost their device; a sentence where refused.

    Nobody does it for themselves: whoever found their open browser could.
    """
    if user_id == api.user.get_current().getId():
        return _("Your own second factor is taken away by somebody else.")
    folder = stages.path_of(api.portal.get_tool("acl_users"))
    if not factors.remove(folder, user_id):
        return _("This account has no second factor.")
    sessions.end_all_of(user_id, "second factor taken away")
    enter("account.factor-reset", about=user_id)
    about = _("An administrator took away the second factor of “${id}”.", mapping={"id": user_id})
    subject = _("A second factor was taken away")
    lines = [about, _("At your next sign-in you set up a new one.")]
    tell([user_id], subject, lines, at_once=True)
    tell(telling.leads_of(user_id), subject, [about, _("If you do not know why, ask them.")])
    return None
