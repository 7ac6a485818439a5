"""The invented staff: their accounts, their passwords (public), their places in the team."""

from ..people.entry import TeamEntry
from ..people.team import team
from .sources import source
from plone import api


HEAD = "head"


def logins():
    """Rows (role, user id, password), for whoever starts the demonstration."""
    return [(one["label"], one["id"], one["password"]) for one in source("people")["people"]]


def name_of(user_id):
    """The full name of one of the staff."""
    return next(one["name"] for one in source("people")["people"] if one["id"] == user_id)


def create_accounts():
    """An account for each of the staff, with a name and an address of mail nobody has."""
    for one in source("people")["people"]:
        api.user.create(
            username=one["id"],
            email=f"{one['id']}@example.org",
            password=one["password"],
            properties={"fullname": one["name"]},
        )
        if "global_role" in one:
            api.user.grant_roles(username=one["id"], roles=[one["global_role"]])


def create_team(school):
    """Put the staff into the school's team; the head teacher is there already."""
    for one in source("people")["people"]:
        if "role" in one and one["id"] != HEAD:
            covers = frozenset(one.get("covers", ()))
            team(school).add(TeamEntry(one["id"], one["role"], covers))
