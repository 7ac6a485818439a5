"""Accounts of people who have left: closed, not removed, so that what they wrote keeps its author.

A closed account signs in by no way, with a password kept here or by the school's provider, and the
sessions there were are over (`marks`). Kept on our plugin in the user folder the account is in.
"""

from ..calendars import london
from ..ledger.writing import enter
from Acquisition import aq_base
from BTrees.OOBTree import OOBTree
from datetime import UTC
from plone import api


KEY = "_closed"


def is_closed(accounts, user_id):
    """Whether an account of a user folder is closed."""
    return user_id in _kept(accounts)


def closed_accounts():
    """{user id: when, an aware instant} of the site's closed accounts."""
    return {user_id: since for user_id, (since,) in _kept(_site()).items()}


def close(user_id, reason):
    """Close an account of the site; False where it is closed already, or of none."""
    accounts = _site()
    if accounts.getUserById(user_id) is None or is_closed(accounts, user_id):
        return False
    plugin = aq_base(accounts.welfarefiles_accounts)
    if getattr(plugin, KEY, None) is None:
        setattr(plugin, KEY, OOBTree())
    getattr(plugin, KEY)[user_id] = (london.now().astimezone(UTC),)
    enter("account.closed", about=user_id, reason=reason)
    return True


def open_again(user_id):
    """Let somebody sign in again who came back."""
    del _kept(_site())[user_id]
    enter("account.opened-again", about=user_id)


def left(event):
    """Subscriber of `IStaffLeft`: who has nothing elsewhere and does not look after the site."""
    user = _site().getUserById(event.user_id)
    if user is not None and not {"Manager", "Site Administrator"} & set(user.getRoles()):
        event.account_closed = close(event.user_id, event.reason)


def _kept(accounts):
    plugin = getattr(aq_base(accounts), "welfarefiles_accounts", None)
    return getattr(plugin, KEY, None) or {}


def _site():
    return api.portal.get_tool("acl_users")
