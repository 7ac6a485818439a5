"""Tells other concerns that somebody's part in a school changed, or that they left it."""

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class ITeamChanged(Interface):
    """A person's entries in the team of a school changed."""

    school = Attribute("The school")
    user_id = Attribute("Id of the person")


@implementer(ITeamChanged)
class TeamChanged:
    """See `ITeamChanged`."""

    def __init__(self, school, user_id):
        self.school = school
        self.user_id = user_id


class IStaffLeft(Interface):
    """A person who left a school has nothing on this site any more."""

    user_id = Attribute("Id of the person")
    reason = Attribute("Why, as it was entered")
    account_closed = Attribute("Set by whoever closes the person's account")


@implementer(IStaffLeft)
class StaffLeft:
    """See `IStaffLeft`."""

    account_closed = False

    def __init__(self, user_id, reason):
        self.user_id = user_id
        self.reason = reason
