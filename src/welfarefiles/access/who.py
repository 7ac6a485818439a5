"""Who asks the index, as of now: the person, and which roles see which state.

The map comes from the workflow itself, so that a page and an object's own *View* cannot differ.
"""

from ..calendars import london
from ..lookup import query
from ..lookup.query import Who
from ..people.roles import AUTHORISER
from ..people.roles import FILE_TYPES
from ..people.roles import RECORDS_MANAGER
from ..people.roles import WELFARE_ADMINISTRATOR
from ..people.roles import WELFARE_LEAD
from ..people.team import team
from ..unchanged import while_unchanged
from . import section
from .wall import is_of_site
from AccessControl import getSecurityManager
from dataclasses import replace
from plone import api


REGISTER_READERS = frozenset({WELFARE_LEAD, AUTHORISER, RECORDS_MANAGER, WELFARE_ADMINISTRATOR})


def roles_by_state(permission):
    """`{(portal_type, state): frozenset(roles)}` for a permission the file's workflow maps."""
    return while_unchanged(("roles", permission), lambda: _roles_by_state(permission))


def _roles_by_state(permission):
    workflow_tool = api.portal.get_tool("portal_workflow")
    mapping = {}
    for portal_type in FILE_TYPES:
        for workflow in workflow_tool.getWorkflowsFor(portal_type):
            for state in workflow.states.objectValues():
                info = state.getPermissionInfo(permission)
                mapping[portal_type, state.getId()] = frozenset(info["roles"])
    return mapping


def visibility():
    """`{(kind of scope, state): roles}` that see it: files and their records, and the sections."""
    return roles_by_state("View") | section.READERS


def register_visibility(who):
    """The same map for register rows: who sees that a file is kept without opening it (R005).

    Leads, authorisers, records managers and the office of the school, in every state of a file of
    a kind they are named for.
    """
    return {key: REGISTER_READERS for key in who.visibility if key[0] in FILE_TYPES}


def reads_register(user_id, schools):
    """Whether a role in the team of one of these schools shows register rows to a person."""
    return any(REGISTER_READERS & set(team(one).roles_of(user_id)) for one in schools)


def who_asks(user_id=None):
    """The signed-in person (or the one named) as the index wants them; see `lookup.query.Who`.

    One of Zope's own accounts may have the id of somebody in a team: it is nobody here, as it is
    nobody to the wall. Within `query.together` a person's question is one and the same.
    """
    if user_id is None:
        user = getSecurityManager().getUser()
        user_id = user.getId() if is_of_site(user) else None
    kept = query.kept()
    if (Who, user_id) not in kept:
        kept[Who, user_id] = Who(user_id, london.now(), visibility(), memory={})
    return kept[Who, user_id]


def without_restricted(who):
    """The same person's question, about nothing in a restricted section.

    For whatever leaves the portal: PDF, packs, exports (R131: not disclosed to other parties).
    """
    visible = {key: roles for key, roles in who.visibility.items() if key not in section.READERS}
    return replace(who, visibility=visible)


def restricted_only(who):
    """The same person's question, about nothing but the restricted sections they read."""
    return replace(who, visibility=section.READERS)


def about_open_files(who):
    """The same person's question, about open files only: what is due in a closed one is past."""
    visible = {key: roles for key, roles in who.visibility.items() if key[1] == "open"}
    return replace(who, visibility=visible)
