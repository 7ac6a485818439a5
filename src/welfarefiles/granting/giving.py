"""Giving access to one file or record and taking it back: one rule for page, REST and script."""

from .. import _
from ..access.barriers import barriers
from ..access.grant import BadGrant
from ..access.grants import grants
from ..access.grants import may_stand_alone
from ..calendars import london
from ..interfaces import IRecord
from ..interfaces import IWelfareFileBase
from ..ledger.writing import enter
from ..people.membership import is_team
from ..people.named_teams import named_teams
from ..people.roles import CASE_READER
from ..people.roles import CASE_WORKER
from ..people.roles import PRIVILEGED_READER
from ..people.staff import staff
from ..people.team import school_of
from ..permissions import MANAGE_GRANTS
from .settings import review_days
from Acquisition import aq_chain
from Acquisition import aq_inner
from datetime import datetime
from datetime import timedelta
from plone import api


#: What can be given, and how it is called.
MAY = {CASE_READER: _("Read"), CASE_WORKER: _("Read and work")}
#: Of a whole file also this: neither leads nor authorisers read its restricted section otherwise.
OF_SECTION = {PRIVILEGED_READER: _("Read its restricted section (legal privilege)")}

NOT_STAFF = _("Choose one of the school's people, or one of its teams.")
NOT_SELF = _("Your own access is given by somebody else.")
SHUT_OUT = _("This person is shut out of this child's files.")
IN_THE_PAST = _("The end has passed already.")


def file_of(content):
    """The file something is, or is in."""
    chain = aq_chain(aq_inner(content))
    return next(item for item in chain if IWelfareFileBase.providedBy(item))


def whom(content):
    """Pairs (id, name) of those who can be given access here: the school's people and teams."""
    school, barred = school_of(content), barriers(file_of(content)).standing()
    teams = [(team.id, team.title) for team in named_teams(school).all()]
    return teams + [pair for pair in staff(content) if pair[0] not in barred]


def may_give(content):
    """Whether the person may give access to this file, or to this record by itself."""
    if IRecord.providedBy(content) and not may_stand_alone(content):
        return False
    return api.user.has_permission(MANAGE_GRANTS, obj=content)


def may_be_given(content):
    """`{role: what it is called}` of what a person can be given here."""
    return MAY if IRecord.providedBy(content) else MAY | OF_SECTION


def give(content, principal, role, reason, starts=None, ends=None):
    """Give a person, or a named team, access to a file or record; the `Grant`.

    Instants are aware. Raises `BadGrant` with the sentence and the field it is about.
    """
    by = api.user.get_current().getId()
    if role not in may_be_given(content):
        raise BadGrant(_("Choose what they may do."), "role")
    if principal not in dict(whom(content)):
        raise BadGrant(_refusal(content, principal), "user_id")
    if _is_own(content, principal, by):
        raise BadGrant(NOT_SELF, "user_id")
    if ends is not None and ends <= london.now():
        raise BadGrant(IN_THE_PAST, "ends")
    review = london.today() + timedelta(days=review_days())
    given = grants(content).give(
        principal, role, reason, by, starts=starts, ends=ends, review_on=review
    )
    _enter("access.given", content, given, reason, **_terms(given))
    return given


def _is_own(content, principal, user_id):
    """Whether what is given to a person or named team is given to this person."""
    return principal in (user_id, *named_teams(school_of(content)).of(user_id))


def _refuse_own(content, grant_id):
    """Raise `BadGrant` where somebody would let their own access last."""
    grant, by = grants(content).get(grant_id), api.user.get_current().getId()
    if grant is not None and _is_own(content, grant.user_id, by):
        raise BadGrant(NOT_SELF)


def _refusal(content, principal):
    barred = isinstance(principal, str) and barriers(file_of(content)).bars(principal)
    return SHUT_OUT if barred else NOT_STAFF


def take_back(content, grant_id, reason):
    """End a grant now; the `Grant`. Raises `BadGrant`."""
    taken = grants(content).revoke(grant_id, api.user.get_current().getId(), reason)
    _enter("access.taken-back", content, taken, reason, grant=taken.id, how=taken.how)
    return taken


def change_end(content, grant_id, ends, reason):
    """Let a grant end at another instant (None: until taken back); the `Grant`."""
    if not (reason or "").strip():
        raise BadGrant(_("Say why the end changes."), "reason")
    if ends is not None and ends <= london.now():
        raise BadGrant(_("The end has passed already. To end it now, take it back."), "ends")
    _refuse_own(content, grant_id)
    changed = grants(content).change_end(grant_id, ends)
    _enter("access.end-changed", content, changed, reason, **_terms(changed))
    return changed


def keep(content, grant_id, because, next_on=None):
    """Note a review: it is still needed, and comes up again on a day; the `Grant`."""
    next_on = next_on or london.today() + timedelta(days=review_days())
    _refuse_own(content, grant_id)
    kept = grants(content).keep(grant_id, api.user.get_current().getId(), because, next_on)
    _enter("access.kept", content, kept, because, grant=kept.id, review_on=str(next_on))
    return kept


def _enter(action, content, given, reason, /, **detail):
    if is_team(given.user_id):
        named = named_teams(school_of(content)).get(given.user_id)
        detail |= {"team": given.user_id, "members": " ".join(named.members if named else ())}
    about = "" if is_team(given.user_id) else given.user_id
    enter(action, content, about=about, reason=reason, **detail)


def _terms(grant):
    return {
        "grant": grant.id,
        "role": grant.role,
        "starts": grant.starts.isoformat(timespec="seconds"),
        "ends": grant.ends.isoformat(timespec="seconds") if grant.ends else "",
    }


def first_instant(day):
    """The instant from which access given from a day holds: now, when that is today or none."""
    if day is None or day <= london.today():
        return None
    return london.localise(_midnight(day))


def last_instant(day):
    """The instant at which access until a day (included) ends; None for none."""
    return None if day is None else london.localise(_midnight(day + timedelta(days=1)))


def _midnight(day):
    return datetime(day.year, day.month, day.day)
