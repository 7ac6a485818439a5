"""The role shown beside somebody's name."""

from ..files.navigation import schools
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
    """Return the weightiest role in this school (outside: in any of them), or in the site."""
    school = school_of(context)
    places = [school] if school is not None else schools(api.portal.get())
    held = {role for place in places for role in team(place).roles_of(user_id)}
    held = held or api.user.get_roles()
    return next((role for role in (*SHOWN, *SITE_ROLES) if role in held), None)
