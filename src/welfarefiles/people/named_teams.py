"""Named teams of persons of a school: kept on the school, memberships ended but never erased."""

from ..calendars.london import now
from ..index.pending import touch
from .membership import BadTeam
from .membership import is_team
from .membership import Membership
from .membership import NamedTeam
from .membership import team_id
from .principals import is_group
from .stored import stored
from BTrees.OOBTree import OOBTree
from dataclasses import astuple
from dataclasses import replace
from datetime import UTC
from secrets import token_hex
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.people.named_teams"
OF_PERSON = "welfarefiles.people.named_teams.of_person"


class NamedTeams:
    """Named teams of one school. Get it by `named_teams`."""

    def __init__(self, school):
        self.school = school

    def all(self):
        """All named teams, by title."""
        rows = stored(self.school, KEY).items()
        return sorted((_team(*row) for row in rows), key=lambda team: team.title.casefold())

    def get(self, id):
        """One `NamedTeam`, or None."""
        row = stored(self.school, KEY).get(id) if isinstance(id, str) else None
        return row and _team(id, row)

    def of(self, user_id):
        """Ids of the teams a person is in now. Asked for every answer about rights: one look."""
        return stored(self.school, OF_PERSON).get(user_id, ())

    def make(self, title):
        """A new team without members. Raises `BadTeam` without a title, or for a taken one."""
        title = self._title(title)
        team = NamedTeam(team_id(token_hex(8)), title)
        self._store(team)
        return team

    def rename(self, id, title):
        """Give a team another title."""
        team = self.existing(id)
        self._store(replace(team, title=self._title(title, apart_from=id)))

    def add(self, id, user_id, by):
        """Take a person in. Raises `BadTeam` for a group, a team, or a member."""
        team = self.existing(id)
        if not user_id or not isinstance(user_id, str) or is_team(user_id) or is_group(user_id):
            raise BadTeam("Choose a person.")
        if user_id in team.members:
            raise BadTeam("This person is in the team already.")
        joined = Membership(user_id, now().astimezone(UTC), by)
        self._store(replace(team, memberships=(*team.memberships, joined)))
        self._know(user_id, (*self.of(user_id), id))

    def remove(self, id, user_id, by):
        """Take a person out, as of now. Raises `BadTeam` for who is not in it."""
        team = self.existing(id)
        if user_id not in team.members:
            raise BadTeam("This person is not in the team.")
        left = {"until": now().astimezone(UTC), "removed_by": by}
        memberships = [
            replace(one, **left) if one.user_id == user_id and one.until is None else one
            for one in team.memberships
        ]
        self._store(replace(team, memberships=tuple(memberships)))
        self._know(user_id, tuple(other for other in self.of(user_id) if other != id))

    def existing(self, id):
        """One `NamedTeam`; raises `BadTeam` where there is none."""
        team = self.get(id)
        if team is None:
            raise BadTeam("There is no such team.")
        return team

    def _title(self, title, apart_from=""):
        title = " ".join(title.split()) if isinstance(title, str) else ""
        if not title:
            raise BadTeam("Give the team a name.")
        taken = {team.title.casefold() for team in self.all() if team.id != apart_from}
        if title.casefold() in taken:
            raise BadTeam("There is a team of this name already.")
        return title

    def _store(self, team):
        rows = tuple(astuple(one) for one in team.memberships)
        self._tree(KEY)[team.id] = (team.title, rows)
        touch(self.school)

    def _know(self, user_id, ids):
        self._tree(OF_PERSON)[user_id] = ids

    def _tree(self, key):
        annotations = IAnnotations(self.school)
        if key not in annotations:
            annotations[key] = OOBTree()
        return annotations[key]


def named_teams(school):
    """The `NamedTeams` of a school."""
    return NamedTeams(school)


def _team(id, row):
    title, memberships = row
    return NamedTeam(id, title, tuple(Membership(*one) for one in memberships))
