"""Named teams of persons, kept by the school's leads: one rule for page, REST and script."""

from .. import _
from ..ledger.writing import enter
from ..people.membership import BadTeam
from ..people.named_teams import named_teams
from ..people.staff import staff
from plone import api


NOT_STAFF = _("Choose one of the school's people.")
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
    named_teams(school).add(team_id, user_id, by)
    enter("team.member-added", school, about=user_id, team=team_id)


def remove(school, team_id, user_id):
    """Take a person out: they lose at once what the team was given."""
    named_teams(school).remove(team_id, user_id, api.user.get_current().getId())
    enter("team.member-removed", school, about=user_id, team=team_id)
