"""A small school with people and files, made by code for the tests of rights."""

from datetime import date
from datetime import datetime
from datetime import UTC
from plone.app.testing import login
from plone.app.testing import logout
from plone.dexterity.utils import createContentInContainer
from tests.prepared import begun
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.team import team
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import secrets


PASSWORD = "a long enough passphrase"
CHILD = {
    "given_name": "Quenby",
    "family_name": "Zephyrine",
    "date_of_birth": date(2016, 5, 4),
    "reasons": {"social_care"},
    "responsible_leader": "lead",
    "consent": "not_sought",
    "year_group": "5",
}


def make_user(portal, user_id, roles=("Member",), groups=()):
    """An account of the site; its password is `PASSWORD`."""
    make_users(portal, user_id, roles=roles, groups=groups)
    return portal.acl_users.getUserById(user_id)


def make_users(portal, *user_ids, roles=("Member",), groups=()):
    """Several accounts of the same roles."""

    def make():
        for user_id in user_ids:
            portal.acl_users.userFolderAddUser(user_id, PASSWORD, list(roles), [])
            for group in groups:
                portal.portal_groups.addPrincipalToGroup(user_id, group)

    begun(portal, f"accounts {user_ids} {roles} {groups}", make)


def make_school(portal, **team_roles):
    """A school; ``lead="Welfare Lead"`` puts the user of that id into its team, for all files."""
    return begun(portal, f"school {team_roles}", lambda: _make_school(portal, team_roles))


def _make_school(portal, team_roles):
    school = createContentInContainer(
        portal, "School", checkConstraints=False, title="Invented Primary School"
    )
    for user_id, role in team_roles.items():
        covers = frozenset() if role in ("Staff Member", "Auditor") else FILE_TYPES
        team(school).add(TeamEntry(user_id, role, covers))
    return school


def make_file(school, portal_type="WelfareFile", **fields):
    """A file of the school, with a child of its own."""
    name = f"{portal_type} in {school.getPhysicalPath()} {fields}"
    return begun(school, name, lambda: _make_file(school, portal_type, fields))


def _make_file(school, portal_type, fields):
    child = {**CHILD, "given_name": f"Quenby {secrets.token_hex(3)}", **fields}
    return createContentInContainer(school["files"], portal_type, checkConstraints=False, **child)


def make_note(file, **fields):
    """A draft contact note in the file."""
    note = {
        "happened_at": datetime(2026, 11, 19, 15, 40, tzinfo=UTC),
        "contact_group": "parents",
        "kind": "telephone",
        "with_whom": "Mother",
        "discussion": "Attendance since half term.",
        "outcome": "She will ring on Monday.",
    }
    return createContentInContainer(
        file, "ContactNote", checkConstraints=False, **{**note, **fields}
    )


def may(portal, user_id, permission, content):
    """Whether a person has a permission, asked as in a request of its own.

    Within one request answers are remembered, by `borg.localrole` and by ours.
    """
    answers = IAnnotations(getRequest())
    for key in list(answers):
        del answers[key]
    login(portal, user_id)
    try:
        return bool(portal.portal_membership.checkPermission(permission, content))
    finally:
        logout()


def may_view(portal, user_id, content):
    """Whether a person is let through both walls of content."""
    walls = ("View", "Access contents information")
    return all(may(portal, user_id, permission, content) for permission in walls)
