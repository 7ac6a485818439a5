"""What an account is: when its password, its groups or its roles in the site change, so does this.

A session carries the mark of the day it began and ends when the account's is another. So it does
not matter by which page, service, script or management screen the change was made. (Roles in the
team of a school are not in it: `subscribers` ends the sessions when they change.)
"""

from ..unchanged import while_unchanged
from Acquisition import aq_base
from hashlib import sha256


IMPLIED = {"Authenticated"}  # everybody has it; Plone stores it when a password is changed
#: Where Zope's and Plone's own plugins keep passwords, roles and groups by user id.
#: and ours, `closing`, the accounts that are closed.
STORED = ("_user_passwords", "_principal_roles", "_principal_groups", "_closed")


def mark_of(accounts, user_id):
    """The mark of an account of a user folder; None when there is no such account.

    Asked with every request, and made anew after whatever was saved.
    """
    key = "mark", "/".join(accounts.getPhysicalPath()), user_id
    return while_unchanged(key, lambda: _mark_of(accounts, user_id))


def _mark_of(accounts, user_id):
    found, known = [], False
    for plugin in accounts.objectValues():
        for name in STORED:
            value = getattr(aq_base(plugin), name, {}).get(user_id)
            if name == "_user_passwords":
                known = known or value is not None
            elif name != "_closed":
                value = sorted(set(value or ()) - IMPLIED)
            if value:
                found.append((name, value))
    return sha256(repr(found).encode()).hexdigest() if known else None
