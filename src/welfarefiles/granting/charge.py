"""Who is in charge of a file: the school's leads and authorisers who are not shut out of it."""

from ..access.barriers import barriers
from ..calendars import london
from ..people.roles import AUTHORISER
from ..people.roles import WELFARE_LEAD
from ..people.team import school_of
from ..people.team import team


def in_charge(file, role=WELFARE_LEAD, besides=()):
    """User ids of those with a role on the file today, without barred people and ``besides``."""
    shut_out = barriers(file).standing() | set(besides)
    return sorted(_named(school_of(file), role, file.portal_type) - shut_out)


def to_be_told(file):
    """User ids of those who hear what happens to the file: its leads, else its authorisers.

    Where neither is left, whoever of the school's leads and authorisers is not shut out.
    """
    shut_out = barriers(file).standing()
    school = school_of(file)
    others = _named(school, WELFARE_LEAD) | _named(school, AUTHORISER)
    return in_charge(file) or in_charge(file, AUTHORISER) or sorted(others - shut_out)


def leads_beside(school, user_id):
    """User ids of the leads of a school a person is of; nobody's where they are of another."""
    return _named(school, WELFARE_LEAD) if team(school).of(user_id) else set()


def _named(school, role, portal_type=None):
    today = london.today()
    return {
        entry.user_id
        for entry in team(school).entries()
        if entry.role == role
        and entry.is_active(today)
        and (portal_type is None or portal_type in entry.covers)
    }
