"""What a person may see, worked out before anything is listed, counted or searched.

A scope is visible to a person at a time when a team entry of theirs in its school covers its type
and is in force on that day in London, or a grant on it is in force, to them or to a named team they
are in, whose role is among those that `visibility` names for the scope's type and state; and they
are not barred from the file. A grant on a file holds for the scopes of its single records too, but
not for its restricted section.
"""

from ..index.rows import FILE
from ..index.rows import RECORD
from ..index.tables import barriers
from ..index.tables import grants
from ..index.tables import members
from ..index.tables import scopes
from ..index.tables import teams
from ..sql.prepared import Prepared
from ..sql.types import Moment
from ..sql.types import Words
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import Date
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import union_all
from zoneinfo import ZoneInfo


LONDON = ZoneInfo("Europe/London")
#: So begin the ids of named teams, which are nobody's (`people.membership`, which stands higher).
TEAM = "team:"


@dataclass(frozen=True)
class Who:
    """Who asks, and when. `visibility`: (portal type, state) to the roles that may see it then.

    `now` must be aware (ValueError). No user id: may see nothing. `memory`: an empty dict where the
    several questions of one page should ask for the person's rights only once.
    """

    user_id: str | None
    now: datetime
    visibility: Mapping[tuple[str, str], frozenset[str]]
    memory: dict | None = field(default=None, compare=False, repr=False)

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
    if not who.user_id or who.user_id.startswith(TEAM):
        return NOTHING
    memory = {} if who.memory is None else who.memory
    if _RIGHTS not in memory:
        memory[_RIGHTS] = _rights(connection, who)
    return memory[_RIGHTS].sight(who.visibility if visibility is None else visibility)


# Made once: to put such a question together takes longer than to answer it.
_MOMENT, _DAY = bindparam("now", type_=Moment), bindparam("today", type_=Date)
_USER = bindparam("user_id", type_=Words)
_TEAM = Prepared(
    select(teams.c.school_uid, teams.c.role, teams.c.portal_type).where(
        teams.c.user_id == _USER, teams.c.starts <= _DAY, teams.c.ends >= _DAY
    )
)
# A named team is expanded here: who joins or leaves changes a row of the school, and no other.
AS_WHOM = union_all(select(_USER), select(members.c.team_id).where(members.c.user_id == _USER))
_GIVEN = scopes.alias("given")
_REACHED = and_(
    scopes.c.file_uid == _GIVEN.c.file_uid,
    or_(
        scopes.c.id == _GIVEN.c.id,
        and_(_GIVEN.c.kind == FILE, scopes.c.kind == RECORD),
    ),
)
_GRANTS = Prepared(
    select(scopes.c.id, scopes.c.file_uid, scopes.c.portal_type, scopes.c.state, grants.c.role)
    .select_from(grants)
    .join(_GIVEN, grants.c.scope_id == _GIVEN.c.id)
    .join(scopes, _REACHED)
    .where(
        grants.c.user_id.in_(AS_WHOM),
        grants.c.starts <= _MOMENT,
        grants.c.ends > _MOMENT,
    )
)
_BARRED = Prepared(select(barriers.c.file_uid).where(barriers.c.user_id == _USER))
_RIGHTS = "rights"


def _rights(connection, who):
    user_id = who.user_id
    team = _TEAM.rows(connection, user_id=user_id, today=who.today)
    granted = _GRANTS.rows(connection, user_id=user_id, now=who.now)
    barred = _BARRED.rows(connection, user_id=user_id) if team or granted else ()
    return _Rights(team, granted, frozenset(row.file_uid for row in barred))


@dataclass(frozen=True)
class _Rights:
    """Rows of the person's team entries and grants in force, uids of files they are barred from."""

    team: list
    granted: list
    barred: frozenset[str]

    def sight(self, visibility):
        """The `Sight` these rights give where `visibility` says which role sees what."""
        kinds, granted = frozenset(self._kinds(visibility)), frozenset(self._granted(visibility))
        return Sight(kinds, granted, self.barred) if kinds or granted else NOTHING

    def _kinds(self, visibility):
        for school_uid, role, covered in self.team:
            for (portal_type, state), roles in visibility.items():
                if portal_type == covered and role in roles:
                    yield school_uid, portal_type, state

    def _granted(self, visibility):
        for scope_id, file_uid, portal_type, state, role in self.granted:
            if file_uid not in self.barred and role in visibility.get((portal_type, state), ()):
                yield scope_id
