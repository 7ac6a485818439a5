"""Which roles a person has on a file or record: gathers what the rule needs from the objects."""

from ..calendars.london import london_date
from ..calendars.london import now as present
from ..people.membership import is_team
from ..people.named_teams import named_teams
from ..people.principals import is_group
from ..people.roles import PRIVILEGED_READER
from ..people.team import school_of
from ..people.team import team
from . import rule
from .barriers import barriers
from .grants import grants
from .grants import has_grants
from .section import is_restricted
from Acquisition import aq_inner
from Acquisition import aq_parent


def roles_on(file, user_id, now=None):
    """Frozen set of the roles a person has on a file at an aware instant (now unless given)."""
    if not user_id or is_team(user_id):
        return rule.NOBODY
    school = school_of(file)
    entries = team(school).of(user_id) if school is not None else ()
    given = given_to(file, school, user_id)
    if not (entries or given):
        return rule.NOBODY
    barred = barriers(file).bars(user_id)
    roles = rule.roles(entries, given, barred, file.portal_type, now or present())
    # A group that has somebody's id would hand that person's roles to its members.
    return rule.NOBODY if roles and is_group(user_id) else roles


def roles_on_record(record, user_id, now=None):
    """Frozen set of the roles a person has on one record itself, not by way of its file (R035).

    A record in the restricted section gives its file's roles to the section's readers, and to
    nobody else any: neither by team nor by a grant on the file or the record (R131).
    """
    if is_restricted(record):
        found = roles_on(aq_parent(aq_inner(record)), user_id, now)
        return found if PRIVILEGED_READER in found else rule.NOBODY
    if not (user_id and has_grants(record)) or is_team(user_id):
        return rule.NOBODY
    file = aq_parent(aq_inner(record))
    given = given_to(record, school_of(file), user_id)
    if not given:
        return rule.NOBODY
    barred = barriers(file).bars(user_id)
    roles = rule.roles((), given, barred, file.portal_type, now or present())
    return rule.NOBODY if roles and is_group(user_id) else roles


def given_to(content, school, user_id):
    """A person's grants on a file or record: their own, and those of the named teams they are in
    now."""
    of_content = grants(content)
    teams = named_teams(school).of(user_id) if school is not None else ()
    return [grant for id in (user_id, *teams) for grant in of_content.of(id)]


def roles_in(school, user_id, now=None):
    """Frozen set of the roles a person has in a school, whatever kinds of file they cover."""
    if not user_id:
        return rule.NOBODY
    roles = team(school).roles_of(user_id, now and london_date(now))
    return rule.NOBODY if roles and is_group(user_id) else roles
