"""The role shown beside somebody's name."""

from ..people import roles
from ..people.team import school_of
from ..people.team import team
from plone import api


# The weightiest first: one is shown.
SHOWN = (
    roles.WELFARE_LEAD,
    roles.AUTHORISER,
    roles.RECORDS_MANAGER,
    roles.WELFARE_ADMINISTRATOR,
    roles.AUDITOR,
    roles.STAFF_MEMBER,
)
SITE_ROLES = ("Manager", "Site Administrator")


def role_shown(context, user_id):
    """Return the person's weightiest role in the school of `context`, or what they are to the site."""
    school = school_of(context)
    held = team(school).roles_of(user_id) if school is not None else ()
    held = held or api.user.get_roles(username=None)
    return next((role for role in (*SHOWN, *SITE_ROLES) if role in held), None)
