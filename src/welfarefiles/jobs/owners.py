"""Whose a job is: the account of the person who asked, as `access.wall.account_id` calls it."""


def find_owner(site, owner):
    """The owner's account as it is now, with the rights it has now; None when it is gone."""
    if owner.startswith("/"):
        accounts, user_id = site.getPhysicalRoot().acl_users, owner[1:]
    else:
        accounts, user_id = site.acl_users, owner
    user = accounts.getUserById(user_id)
    return None if user is None else user.__of__(accounts)
