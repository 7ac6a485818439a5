"""Who sees all of a file and who sees some of it, why, since when and until when (R039)."""

from .. import _
from ..access.barriers import barriers
from ..access.grant import GIVEN
from ..access.grants import grants
from ..access.who import roles_by_state
from ..calendars import london
from ..lookup import query
from ..lookup.rights import held_by
from ..lookup.rights import held_on
from ..people.membership import is_team
from ..people.named_teams import named_teams
from ..people.names import fullname
from ..people.roles import AUTHORISER
from ..people.roles import PRIVILEGED_READER
from ..people.roles import RECORDS_MANAGER
from ..people.roles import WELFARE_LEAD
from ..people.stored import uid_of
from ..people.team import school_of
from ..people.team import team
from .giving import MAY
from .giving import OF_SECTION
from dataclasses import dataclass
from dataclasses import field
from plone import api


ALL, SOME, SECTION = "all", "some", "restricted"
#: What a team role may do on a file it reaches.
TEAM_MAY = {
    WELFARE_LEAD: _("Read and work, decide who sees it"),
    AUTHORISER: _("Read and authorise"),
    RECORDS_MANAGER: _("Keep closed files"),
}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One reason why somebody sees something.

    :param principal: id of the person, or of a named team.
    :param sees: `ALL`, `SOME` or, of a reader of the restricted section, `SECTION`.
    :param why: the reason in words; by: name of who decided.
    :param since: day or instant, None for not known; until likewise, None for without end.
    :param how: "team", "cover", "grant", "emergency" or "envelope".
    :param grant_id: of a grant; place: the file or record it is on.
    :param members: names of a named team's people now.
    """

    principal: str
    name: str
    sees: str
    may: str
    why: str
    by: str = ""
    since: object = None
    until: object = None
    how: str = "team"
    grant_id: str = ""
    place: object = None
    review_on: object = None
    members: list = field(default_factory=list)


def standings(file):
    """Everybody who sees the file now, as `Standing`s: team, then grants, then single records."""
    shown = roles_by_state("View")[file.portal_type, api.content.get_state(file)]
    barred = barriers(file).standing()
    found = [*_of_team(file, shown), *_of_grants(file, shown)]
    return [one for one in found if one.principal not in barred]


def _of_team(file, shown):
    today, school = london.today(), school_of(file)
    entries = [
        entry
        for entry in team(school).entries()
        if entry.role in shown and file.portal_type in entry.covers and entry.is_active(today)
    ]
    found = [of_entry(entry) for entry in entries]
    return sorted(found, key=lambda one: (one.how, one.name.casefold()))


def of_entry(entry):
    """A place in the school's team as a `Standing`."""
    why = _("${role} of the school", mapping={"role": entry.role})
    if entry.cover_for:
        why = _("Stands in for ${name}", mapping={"name": fullname(entry.cover_for)})
    return Standing(
        principal=entry.user_id,
        name=fullname(entry.user_id),
        sees=ALL,
        may=TEAM_MAY.get(entry.role, entry.role),
        why=why,
        by=fullname(entry.named_by),
        since=entry.starts,
        until=entry.ends,
        how="cover" if entry.cover_for else "team",
    )


def _of_grants(file, shown):
    now, school = london.now(), school_of(file)
    for place in (file, *_records_given(file)):
        sees = ALL if place is file else SOME
        for grant in grants(place).all():
            if grant.in_force(now) and grant.role in {*shown, PRIVILEGED_READER}:
                yield of_grant(grant, school, sees, place)


def _records_given(file):
    """Records of the file that somebody was given by themselves."""
    uids = {held.scope_uid for held in held_on(uid_of(file), london.now()) if held.kind == "record"}
    rows = [query.item(uid) for uid in sorted(uids)]
    portal = api.portal.get()
    found = (portal.unrestrictedTraverse(row.path, None) for row in rows if row is not None)
    return [record for record in found if record is not None]


def of_grant(grant, school, sees, place):
    """A grant as a `Standing`."""
    named = named_teams(school).get(grant.user_id) if is_team(grant.user_id) else None
    return Standing(
        principal=grant.user_id,
        name=named.title if named else fullname(grant.user_id),
        sees=SECTION if grant.role == PRIVILEGED_READER else sees,
        may=(MAY | OF_SECTION).get(grant.role, grant.role),
        why=grant.reason,
        by="" if grant.is_emergency else fullname(grant.granted_by),
        since=grant.starts,
        until=grant.ends,
        how="grant" if grant.how == GIVEN else grant.how,
        grant_id=grant.id,
        place=place,
        review_on=grant.review_on,
        members=sorted(fullname(user_id) for user_id in named.members) if named else [],
    )


def of_person(user_id, limit=None):
    """What a person was given on files and records, as far as they see it now: `Standing`s."""
    now, portal = london.now(), api.portal.get()
    found = []
    for held in held_by(user_id, now):
        row = query.item(held.scope_uid) if held.kind == "record" else None
        path = row.path if row else held.path
        place = portal.unrestrictedTraverse(path, None) if held.starts <= now else None
        # A barrier, or the state of the file, may keep it from them: then it is not there.
        if place is None or not api.user.has_permission("View", obj=place):
            continue
        grant = grants(place).get(held.grant_id)
        if grant is not None and grant.in_force(now):
            found.append(of_grant(grant, school_of(place), SOME if row else ALL, place))
        if limit is not None and len(found) >= limit:
            break
    return found


def places_of(user_id, schools):
    """(school, `TeamEntry`) of a person's places in the teams of some schools today."""
    today = london.today()
    return [
        (school, entry)
        for school in schools
        for entry in team(school).of(user_id)
        if entry.is_active(today)
    ]
