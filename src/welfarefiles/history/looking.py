"""Unusual access at a school: what there is to look at, who has looked, and telling the leads.

That somebody looked, and what it was, is an entry of the ledger and stands nowhere else.
"""

from .. import _
from ..calendars.london import in_london
from ..calendars.london import now
from ..index.tables import barriers
from ..ledger import reading
from ..ledger.tables import ledger
from ..ledger.writing import enter
from ..lookup import query
from ..notices.mail import tell
from ..people.roles import WELFARE_LEAD
from ..people.team import team
from ..sql.engine import get_store
from .reach import reach
from .settings import limits
from .unusual import Doing
from .unusual import Finding
from .unusual import findings
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from plone import api
from sqlalchemy import select


DAYS = 14
KINDS = ("view", "download", "search", "refusal")
EXPLAINED = "history.explained"
_ASKED = select(
    ledger.c.number,
    ledger.c.moment,
    ledger.c.kind,
    ledger.c.person,
    ledger.c.file_uid,
    ledger.c.reference,
)


class NotForYou(ValueError):
    """A finding nobody has, or of oneself: somebody else looks at that."""


@dataclass(frozen=True)
class Looked:
    """Who looked at a finding, when (aware) and what it was."""

    person: str
    moment: datetime
    reason: str


@dataclass(frozen=True)
class ToLook:
    """A finding, and who has looked at it (None: nobody yet)."""

    finding: Finding
    looked: Looked | None


def to_look(school, user_id=None, days=DAYS):
    """`ToLook`s of the last days within the reach of a person (the one signed in unless named)."""
    within = reach(school, user_id, kinds=KINDS, since=now() - timedelta(days=days))
    looked = explained(school, user_id)
    return [ToLook(one, looked.get(one.key)) for one in found_within(within)]


def found_within(within):
    """`Finding`s among the entries of a filter."""
    with get_store().reading() as connection:
        rows = connection.execute(_ASKED.where(*within.clauses())).all()
        people = sorted({row.person for row in rows if row.kind == "refusal" and row.file_uid})
        barred = barriers_of(connection, people) if people else frozenset()
    return findings(map(doing, rows), barred, limits())


def barriers_of(connection, people):
    """(user id, file uid) of the barriers of these people."""
    asked = select(barriers.c.user_id, barriers.c.file_uid).where(barriers.c.user_id.in_(people))
    return frozenset((row.user_id, row.file_uid) for row in connection.execute(asked))


def doing(row):
    number, moment, kind, person, file_uid, reference = row
    moment = in_london(datetime.fromisoformat(moment))
    return Doing(number, moment, kind, person, file_uid, reference)


def explained(school, user_id=None):
    """`{key: Looked}` of the findings somebody has looked at; the first look counts."""
    found = reading.entries(reach(school, user_id, actions=(EXPLAINED,)), limit=10000)
    return {
        entry.detail["finding"]: Looked(entry.person, entry.moment, entry.reason) for entry in found
    }


def explain(school, key, reason, user_id):
    """Enter that a person looked at a finding, and what it was. Raises `NotForYou`."""
    waiting = {one.finding.key: one.finding for one in to_look(school) if one.looked is None}
    finding = waiting.get(key)
    if finding is None or finding.person == user_id:
        raise NotForYou(key)
    enter(EXPLAINED, _place_of(finding, school), about=finding.person, reason=reason, finding=key)


def _place_of(finding, school):
    """The file a finding is about, or the school: who may not know of the file learns nothing."""
    row = query.file_row(finding.file_uid) if finding.file_uid else None
    file = row and api.portal.get().unrestrictedTraverse(row.path, None)
    return school if file is None else file


def leads(school):
    """User ids of the leads of a school today."""
    ids = {entry.user_id for entry in team(school).entries()}
    return sorted(one for one in ids if WELFARE_LEAD in team(school).roles_of(one))


def tell_leads(school):
    """Mail each lead how much there is to look at within their reach; for a job each morning.

    Whoever did it is not told of it. Says nothing where there is nothing.
    """
    for user_id in leads(school):
        number = sum(
            1
            for one in to_look(school, user_id)
            if one.looked is None and one.finding.person != user_id
        )
        if number:
            line = _(
                "Somebody's access to files was unusual, ${number} times in the last days. "
                "Look at it and say what it was.",
                mapping={"number": number},
            )
            tell(
                [user_id],
                _("Unusual access to welfare files"),
                [line],
                f"{school.absolute_url()}/@@unusual-access",
            )
