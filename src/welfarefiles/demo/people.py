"""The invented staff: their accounts, their passwords (public), their places in the team."""

from ..people.entry import TeamEntry
from ..people.team import team
from .sources import source
from dataclasses import dataclass
from plone import api


FIRST, SECOND = "people", "second"
LEAD, AUTHORISER = "Welfare Lead", "Authoriser"


@dataclass(frozen=True)
class Staff:
    """Who works in a school, by user id; the first lead keeps what nobody else is named for."""

    leads: tuple
    authorisers: tuple
    everybody: frozenset


def staff_of(school):
    """The `Staff` of one of the schools (`FIRST`, `SECOND`)."""
    rows = source("people")[school]
    by_role = {
        role: tuple(one["id"] for one in rows if one.get("role") == role)
        for role in (LEAD, AUTHORISER)
    }
    return Staff(by_role[LEAD], by_role[AUTHORISER], frozenset(one["id"] for one in rows))


def everybody():
    """The staff of both schools, as the data has them."""
    return [*source("people")[FIRST], *source("people")[SECOND]]


def logins():
    """Rows (role, user id, password), for whoever starts the demonstration."""
    return [(one["label"], one["id"], one["password"]) for one in everybody()]


def name_of(user_id):
    """The full name of one of the staff."""
    return next(one["name"] for one in everybody() if one["id"] == user_id)


def create_accounts():
    """An account for each of the staff, with a name and an address of mail nobody has."""
    for one in everybody():
        api.user.create(
            username=one["id"],
            email=f"{one['id']}@example.org",
            password=one["password"],
            properties={"fullname": one["name"]},
        )
        if "global_role" in one:
            api.user.grant_roles(username=one["id"], roles=[one["global_role"]])


def create_team(school, which):
    """Put the staff into the school's team; the head teacher is there already."""
    [head, *_others] = staff_of(which).authorisers
    for one in source("people")[which]:
        if "role" in one and one["id"] != head:
            covers = frozenset(one.get("covers", ()))
            team(school).add(TeamEntry(one["id"], one["role"], covers))
