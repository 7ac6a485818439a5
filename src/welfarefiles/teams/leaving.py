"""Somebody leaves the school: one action ends everything they have there, and notes what it ended.

Found from the index and the school's own lists, whatever the number of files.
"""

from .. import _
from ..access.grants import grants
from ..calendars import london
from ..envelopes.envelope import is_envelope
from ..errors import FieldInvalid
from ..ledger.writing import enter
from ..lookup import query
from ..lookup.rights import held_by
from ..people.changes import StaffLeft
from ..people.ending import may_end_alone
from ..people.named_teams import named_teams
from ..people.staff import find_person
from ..people.staff import staff
from ..people.stored import uid_of
from ..people.team import all_schools
from ..people.team import team
from .teaming import BEYOND
from .teaming import covered
from .teaming import lasting_entries
from .teaming import OWN
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.event import notify


KEY = "welfarefiles.granting.departures"
ROLE, MEMBER, GRANT, RECORD = "role", "member", "grant", "record"

NOBODY = _("Choose one of the school's people, or somebody who still has access.")
NO_REASON = _("Say why, for example “Left on 31 August”.")
BY_TWO = _(
    "${role}: this role is ended by an authoriser, or by two leads together. End it on the team's "
    "page first."
)


@dataclass(frozen=True)
class Ending:
    """One thing that ends.

    :param what: `ROLE`, `MEMBER`, `GRANT` or `RECORD` (access to one record of a file).
    :param title: a role, the name of a team, or the role given on a file.
    :param reference: of the file; it is shown to those who may see the file.
    :param path: of the file or record; grant_id: there.
    """

    what: str
    title: str
    reference: str = ""
    path: str = ""
    grant_id: str = ""
    file_uid: str = ""


@dataclass(frozen=True)
class Departure:
    """What was ended when somebody left. `at`: aware instant."""

    user_id: str
    by: str
    at: datetime
    reason: str
    endings: tuple
    account_closed: bool = False


def find_leaver(school, text):
    """The user id of whom somebody typed; raises `FieldInvalid` where it is nobody."""
    found = find_person(staff(school), text) if text else None
    known = found or (text if text and _has_something(school, text) else None)
    if known is None:
        raise FieldInvalid(NOBODY, "person")
    return known


def _has_something(school, user_id):
    account = api.portal.get_tool("acl_users").getUserById(user_id)
    return account is not None and bool(endings(school, user_id))


def endings(school, user_id):
    """Everything of a person in the school that would end, as `Ending`s."""
    teams = named_teams(school)
    return [
        *(Ending(ROLE, role) for role in sorted(_roles(school, user_id))),
        *(Ending(MEMBER, teams.get(id).title, grant_id=id) for id in teams.of(user_id)),
        *(_of_grant(held) for held in _held(school, user_id)),
    ]


def _roles(school, user_id):
    today = london.today()
    entries = team(school).of(user_id)
    return {entry.role for entry in entries if entry.ends is None or entry.ends >= today}


def _held(school, user_id):
    """Grants to the person, not to their teams, in this school; envelopes that are out, too."""
    now, school_uid = london.now(), uid_of(school)
    own = [held for held in held_by(user_id) if held.user_id == user_id]
    return [
        held
        for held in own
        if held.school_uid == school_uid and (held.ends is None or held.ends > now or _is_out(held))
    ]


def _is_out(held):
    """Whether an access that is over is an envelope that was not returned."""
    row = query.item(held.scope_uid) if held.kind == RECORD else None
    record = row and api.portal.get().unrestrictedTraverse(row.path, None)
    grant = grants(record).get(held.grant_id) if record is not None else None
    return grant is not None and is_envelope(grant) and grant.revoked_at is None


def _of_grant(held):
    place = query.item(held.scope_uid) if held.kind == RECORD else None
    return Ending(
        RECORD if place else GRANT,
        held.role,
        held.reference,
        place.path if place else held.path,
        held.grant_id,
        held.file_uid,
    )


def refusals(school, user_id):
    """Sentences that say why the signed-in person may not do it; empty when they may."""
    own_id = api.user.get_current().getId()
    if user_id == own_id:
        return [OWN]
    own_roles = team(school).roles_of(own_id)
    own = _covered(school, own_id)
    found = []
    for role in sorted(_roles(school, user_id)):
        if not may_end_alone(role, own_roles):
            found.append(_(BY_TWO, mapping={"role": role}))
        elif not covered(lasting_entries(school, user_id, role)) <= own:
            found.append(BEYOND)
    return found


def _covered(school, user_id):
    """Kinds of file a person is named for in any role that names others."""
    today = london.today()
    covers = (entry.covers for entry in team(school).of(user_id) if entry.is_active(today))
    return frozenset().union(*covers)


def leave(school, user_id, reason):
    """End everything; the `Departure`. Raises `FieldInvalid` with a sentence."""
    if not (reason or "").strip():
        raise FieldInvalid(NO_REASON, "reason")
    against = refusals(school, user_id)
    if against:
        raise FieldInvalid(against[0], "person")
    by, ended = api.user.get_current().getId(), endings(school, user_id)
    if not ended:
        raise FieldInvalid(NOBODY, "person")
    for one in ended:
        _end(school, user_id, one, by, reason)
    at = london.now().astimezone(UTC)
    departure = Departure(user_id, by, at, reason, tuple(ended), _close(school, user_id, reason))
    _note(school, departure)
    enter("staff.left", school, about=user_id, reason=reason, **_counted(ended))
    return departure


def _end(school, user_id, one, by, reason):
    if one.what == ROLE:
        team(school).end(user_id, one.title)
    elif one.what == MEMBER:
        named_teams(school).remove(one.grant_id, user_id, by)
        enter("team.member-removed", school, about=user_id, team=one.grant_id, reason=reason)
    else:
        place = api.portal.get().unrestrictedTraverse(one.path)
        grants(place).revoke(one.grant_id, by, reason)
        enter("access.taken-back", place, about=user_id, reason=reason, grant=one.grant_id)


def _close(school, user_id, reason):
    """Have the account closed of somebody with nothing in another school; whether it was."""
    if has_elsewhere(school, user_id):
        return False
    event = StaffLeft(user_id, reason)
    notify(event)
    return event.account_closed


def has_elsewhere(school, user_id):
    """Whether a person has a role, a place in a team or access in another school of the site."""
    own, now = uid_of(school), london.now()
    held = (held for held in held_by(user_id) if held.ends is None or held.ends > now)
    others = [one for one in all_schools() if uid_of(one) != own]
    return any(one.school_uid != own for one in held) or any(
        _roles(one, user_id) or named_teams(one).of(user_id) for one in others
    )


def _counted(ended):
    kinds = [one.what for one in ended]
    return {
        "roles": kinds.count(ROLE),
        "teams": kinds.count(MEMBER),
        "files": kinds.count(GRANT),
        "records": kinds.count(RECORD),
    }


def _note(school, departure):
    annotations = IAnnotations(school)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    row = asdict(departure)
    row["endings"] = tuple(tuple(asdict(one).items()) for one in departure.endings)
    annotations[KEY][departure.at] = row


def departures(school):
    """`Departure`s of the school, the latest first."""
    rows = IAnnotations(school).get(KEY, {}).values()
    found = [
        Departure(**{**row, "endings": tuple(Ending(**dict(one)) for one in row["endings"])})
        for row in rows
    ]
    return found[::-1]


def seen_endings(ended, who):
    """The endings the asking person may be told of.

    Not those on a file they may not see: that there are any would tell of the file.
    """
    return [one for one in ended if not one.file_uid or query.may_see(who, one.file_uid)]
