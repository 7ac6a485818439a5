"""Named teams of persons, kept by the school's leads: one rule for page, REST and script."""

from .. import _
from ..calendars import london
from ..ledger.writing import enter
from ..lookup.rights import files_barred
from ..lookup.rights import held_by
from ..people.membership import BadTeam
from ..people.named_teams import named_teams
from ..people.roles import AUTHORISER
from ..people.roles import WELFARE_LEAD
from ..people.staff import staff
from ..people.team import covered_types
from plone import api


NOT_STAFF = _("Choose one of the school's people.")
BEYOND = _("This team has access that you cannot give. Ask another Welfare Lead to add people.")
NOT_SELF = _("You are added to a team by somebody else.")


def make(school, title):
    """A new named team; raises `BadTeam`."""
    team = named_teams(school).make(title)
    enter("team.made", school, team=team.id, title=team.title)
    return team


def rename(school, team_id, title):
    """Another title; raises `BadTeam`."""
    named_teams(school).rename(team_id, title)
    enter("team.renamed", school, team=team_id, title=title)


def add(school, team_id, user_id):
    """Take one of the school's people in: they have at once what the team was given."""
    by = api.user.get_current().getId()
    if user_id not in dict(staff(school)):
        raise BadTeam(NOT_STAFF)
    if user_id == by:
        raise BadTeam(NOT_SELF)
    if not _may_give_all(school, team_id, by):
        raise BadTeam(BEYOND)
    named_teams(school).add(team_id, user_id, by)
    enter("team.member-added", school, about=user_id, team=team_id)


def _may_give_all(school, team_id, user_id):
    """Whether a person is named for every file the team was given, and shut out of none.

    Whoever joins has them all at once: nobody gives by a team what they could not give by hand.
    """
    roles = (WELFARE_LEAD, AUTHORISER)
    own = frozenset().union(*(covered_types(school, user_id, role) for role in roles))
    barred, held = files_barred(user_id), held_by(team_id, london.now())
    return all(one.portal_type in own and one.file_uid not in barred for one in held)


def remove(school, team_id, user_id):
    """Take a person out: they lose at once what the team was given."""
    named_teams(school).remove(team_id, user_id, api.user.get_current().getId())
    enter("team.member-removed", school, about=user_id, team=team_id)
