"""Which roles a person has on a file: gathers what the rule needs from the objects."""

from ..calendars.london import london_date
from ..calendars.london import now as present
from ..people.principals import is_group
from ..people.team import school_of
from ..people.team import team
from . import rule
from .barriers import barriers
from .grants import grants


def roles_on(file, user_id, now=None):
    """Frozen set of the roles a person has on a file at an aware instant (now unless given)."""
    if not user_id:
        return rule.NOBODY
    school = school_of(file)
    entries = team(school).of(user_id) if school is not None else ()
    given = grants(file).of(user_id)
    if not (entries or given):
        return rule.NOBODY
    barred = barriers(file).bars(user_id)
    roles = rule.roles(entries, given, barred, file.portal_type, now or present())
    # A group that has somebody's id would hand that person's roles to its members.
    return rule.NOBODY if roles and is_group(user_id) else roles


def roles_in(school, user_id, now=None):
    """Frozen set of the roles a person has in a school, whatever kinds of file they cover."""
    if not user_id:
        return rule.NOBODY
    roles = team(school).roles_of(user_id, now and london_date(now))
    return rule.NOBODY if roles and is_group(user_id) else roles
