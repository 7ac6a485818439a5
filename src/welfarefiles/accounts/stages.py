"""What is asked of somebody before they get anywhere: second factor, policy. Then they are in.

Until then their session authenticates nobody: every path answers as to somebody signed out.
"""

from ..calendars import london
from ..index.tables import teams
from ..sql.engine import get_store
from . import factors
from . import policy
from .sessions import OPEN
from .settings import second_factor_roles
from Acquisition import aq_inner
from Acquisition import aq_parent
from sqlalchemy import select


CODE, SET_UP, POLICY = "code", "set up", "policy"
#: The page of each stage.
PAGES = {CODE: "second-factor", SET_UP: "set-up-second-factor", POLICY: "read-policy"}


def first(accounts, user_id, factor_given=False):
    """The stage a sign-in begins at. `factor_given`: the school's provider asked for it already."""
    folder = path_of(accounts)
    if factor_given:
        return after_factor(user_id)
    if factors.has(folder, user_id):
        return CODE
    if is_required(accounts, user_id):
        return SET_UP
    return after_factor(user_id)


def after_factor(user_id):
    """What comes when the second factor was given, or is not needed."""
    return POLICY if policy.must_read(user_id) else OPEN


def is_required(accounts, user_id):
    """Whether a role of the person asks for a second factor."""
    wanted = second_factor_roles()
    return bool(wanted & (team_roles(user_id) | global_roles(accounts, user_id)))


def global_roles(accounts, user_id):
    """Roles of an account in the site, its groups' too."""
    user = accounts.getUserById(user_id)
    return frozenset(user.getRoles()) if user is not None else frozenset()


def team_roles(user_id):
    """Roles a person has today, or will have, in the team of any school."""
    today = london.today()
    query = select(teams.c.role).where(teams.c.user_id == user_id, teams.c.ends >= today)
    with get_store().reading() as connection:
        return frozenset(connection.scalars(query))


def school_uids(user_id):
    """UIDs of the schools in whose team a person is today, or will be."""
    query = select(teams.c.school_uid).where(
        teams.c.user_id == user_id, teams.c.ends >= london.today()
    )
    with get_store().reading() as connection:
        return frozenset(connection.scalars(query))


def path_of(accounts):
    """Path of what a user folder is in: "/portal"; "" for Zope's own."""
    return "/".join(aq_parent(aq_inner(accounts)).getPhysicalPath())
