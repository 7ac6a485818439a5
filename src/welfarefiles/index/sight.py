"""What a person may see, worked out before anything is listed, counted or searched.

A scope is visible to a person at a time when a team entry of theirs in its school covers its type
and is in force on that day in London, or a grant on it is in force, whose role is among those that
`visibility` names for the scope's type and state; and they are not barred from the file.
"""

from .tables import barriers
from .tables import grants
from .tables import scopes
from .tables import teams
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from sqlalchemy import select
from zoneinfo import ZoneInfo


LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Who:
    """Who asks, and when. `visibility`: (portal type, state) to the roles that may see it then.

    `now` must be aware (ValueError). No user id: may see nothing.
    """

    user_id: str | None
    now: datetime
    visibility: Mapping[tuple[str, str], frozenset[str]]

    def __post_init__(self):
        if self.now.tzinfo is None:
            raise ValueError("the time of a question needs its time zone")

    @property
    def today(self):
        """The day in London."""
        return self.now.astimezone(LONDON).date()


@dataclass(frozen=True)
class Sight:
    """The answer: whole kinds of files by team, single scopes by grant, files barred from.

    `kinds`: (school uid, portal type, state); `granted`: scope ids; `barred`: file uids.
    """

    kinds: frozenset[tuple[str, str, str]] = frozenset()
    granted: frozenset[int] = frozenset()
    barred: frozenset[str] = frozenset()

    def __bool__(self):
        return bool(self.kinds or self.granted)

    def includes(self, scope_id, file_uid, school_uid, portal_type, state):
        """Whether one scope is visible, without asking the store."""
        if file_uid in self.barred:
            return False
        return scope_id in self.granted or (school_uid, portal_type, state) in self.kinds

    def of_school(self, school_uid):
        """The part by team that lies in one school (grants and barriers stay as they are)."""
        return replace(self, kinds=frozenset(kind for kind in self.kinds if kind[0] == school_uid))

    def __or__(self, other):
        return Sight(
            self.kinds | other.kinds, self.granted | other.granted, self.barred | other.barred
        )


NOTHING = Sight()


def look(connection, who, visibility=None):
    """The `Sight` of `who`: three small questions, none of which reads a file, record or text."""
    visibility = who.visibility if visibility is None else visibility
    if not who.user_id:
        return NOTHING
    kinds = frozenset(_kinds(connection, who, visibility))
    granted = dict(_granted(connection, who, visibility))
    if not (kinds or granted):
        return NOTHING
    barred = frozenset(connection.scalars(_BARRED.where(barriers.c.user_id == who.user_id)))
    return Sight(
        kinds,
        frozenset(number for number, file_uid in granted.items() if file_uid not in barred),
        barred,
    )


_TEAM = select(teams.c.school_uid, teams.c.role, teams.c.portal_type)
_GRANTS = select(
    scopes.c.id, scopes.c.file_uid, scopes.c.portal_type, scopes.c.state, grants.c.role
)
_BARRED = select(barriers.c.file_uid)


def _kinds(connection, who, visibility):
    today = who.today
    mine = _TEAM.where(
        teams.c.user_id == who.user_id, teams.c.starts <= today, teams.c.ends >= today
    )
    for school_uid, role, covered in connection.execute(mine):
        for (portal_type, state), roles in visibility.items():
            if portal_type == covered and role in roles:
                yield school_uid, portal_type, state


def _granted(connection, who, visibility):
    mine = _GRANTS.join(grants, grants.c.scope_id == scopes.c.id).where(
        grants.c.user_id == who.user_id, grants.c.starts <= who.now, grants.c.ends > who.now
    )
    for scope_id, file_uid, portal_type, state, role in connection.execute(mine):
        if role in visibility.get((portal_type, state), ()):
            yield scope_id, file_uid
