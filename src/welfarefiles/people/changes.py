"""Tells other concerns that somebody's part in a school changed."""

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
