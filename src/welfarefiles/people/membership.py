"""Named teams of persons as those who are given access; needs no Plone.

Access may be given to a team ("Year 5 pastoral team"). Who that is, is decided whenever somebody
asks: a member who joins has the access on the next request, and who leaves has it no longer.
"""

from dataclasses import dataclass
from datetime import datetime


_PREFIX = "team:"


class BadTeam(ValueError):
    """A named team, or a change of one, that cannot be meant; its text is for the person."""


@dataclass(frozen=True)
class Membership:
    """One person's time in a named team; instants are aware.

    :param until: None as long as it lasts.
    """

    user_id: str
    since: datetime
    added_by: str
    until: datetime | None = None
    removed_by: str = ""


@dataclass(frozen=True)
class NamedTeam:
    """A named team of a school. `id` is what stands in grants; no person can have such an id."""

    id: str
    title: str
    memberships: tuple = ()

    @property
    def members(self):
        """User ids of those who are in it now, in the order they came."""
        return [one.user_id for one in self.memberships if one.until is None]


def team_id(token):
    """The id a team with this token has."""
    return f"{_PREFIX}{token}"


def is_team(principal_id):
    """Whether an id is a named team's: no person is given a right under such an id."""
    return isinstance(principal_id, str) and principal_id.startswith(_PREFIX)
