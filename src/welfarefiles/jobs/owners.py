"""Whose a job is: the id of the person who asked.

One of Zope's own accounts, an administrator of the server, is written with a slash before its id,
which no account of a site has: so nobody of a site gets its jobs by being called the same.
"""

from ..access.wall import is_of_site
from AccessControl import getSecurityManager


def owner_id():
    """The signed-in person as the owner of a job."""
    user = getSecurityManager().getUser()
    return user.getId() if is_of_site(user) else f"/{user.getId()}"


def find_owner(site, owner):
    """The owner's account as it is now, with the rights it has now; None when it is gone."""
    if owner.startswith("/"):
        accounts, user_id = site.getPhysicalRoot().acl_users, owner[1:]
    else:
        accounts, user_id = site.acl_users, owner
    user = accounts.getUserById(user_id)
    return None if user is None else user.__of__(accounts)
