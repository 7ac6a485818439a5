"""Installing and uninstalling: nothing of ours stays behind, and no file loses its walls."""

from plone import api
from plone.app.testing import applyProfile
from plone.browserlayer.utils import registered_layers
from plone.registry.interfaces import IRegistry
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access import globalroles
from welfarefiles.access.health import problems
from welfarefiles.files.numbers import KEY as NUMBERS
from welfarefiles.files.numbers import next_reference
from welfarefiles.interfaces import IWelfareFilesLayer
from welfarefiles.notices.choice import choose
from welfarefiles.notices.choice import DAILY
from welfarefiles.people.roles import OUR_ROLES
from welfarefiles.setuphandlers import SchoolsRemain
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility

import pytest


DEFAULT, UNINSTALL = "welfarefiles:default", "welfarefiles:uninstall"


@pytest.fixture
def portal(integration):
    return integration["portal"]


def configuration(portal):
    """What our profiles write into a site, by the tool it stands in."""
    workflow_tool = api.portal.get_tool("portal_workflow")
    registry = getUtility(IRegistry)
    return {
        "types": {
            info.getId()
            for info in api.portal.get_tool("portal_types").objectValues()
            if (getattr(info, "klass", "") or "").startswith("welfarefiles.")
        },
        "workflows": {id for id in workflow_tool.objectIds() if id in OUR_WORKFLOWS},
        "chains": {
            portal_type
            for portal_type, chain in workflow_tool._chains_by_type.items()
            if set(chain) & OUR_WORKFLOWS
        },
        "registry": {name for name in registry.records if "welfarefiles" in name},
        "layers": {layer for layer in registered_layers() if layer is IWelfareFilesLayer},
        "roles": set(portal.valid_roles()) & OUR_ROLES,
        "accounts": {id for id in portal.acl_users.objectIds() if "welfarefiles" in id},
        "actions": {
            action.getId()
            for category in api.portal.get_tool("portal_actions").objectValues()
            for action in category.objectValues()
            if "welfarefiles" in action.getId()
        },
    }


OUR_WORKFLOWS = {
    "school_workflow",
    "welfare_file_workflow",
    "record_workflow",
    "authorisation_workflow",
    "letter_workflow",
    "raised_concern_workflow",
}


def rights(portal):
    """`{permission: (roles, whether acquired)}` of the site."""
    return {
        one["name"]: (frozenset(one["roles"]), bool(one["acquire"]))
        for one in (
            {
                "name": name,
                "roles": [
                    role["name"] for role in portal.rolesOfPermission(name) if role["selected"]
                ],
                "acquire": portal.acquiredRolesAreUsedBy(name),
            }
            for name in portal.possible_permissions()
        )
    }


def test_installed(portal):
    found = configuration(portal)
    assert len(found["types"]) >= 11
    assert found["chains"] == found["types"]
    assert found["workflows"] == OUR_WORKFLOWS
    assert found["roles"] == OUR_ROLES
    assert all(found[name] for name in ("registry", "layers", "accounts"))


def test_refused_while_there_is_a_school(portal):
    """Without our workflows its files would have no walls."""
    make_people(portal)
    file = make_complete_file(make_staffed_school(portal))
    before, walls = configuration(portal), rights(portal)
    with pytest.raises(SchoolsRemain):
        applyProfile(portal, UNINSTALL)
    assert (configuration(portal), rights(portal)) == (before, walls)
    assert state_of(file) == "open"
    with signed_in("stranger"):
        assert not api.user.has_permission("View", obj=file)


def test_refused_while_there_is_a_school_anywhere(portal):
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "Folder", "trust")
        make_staffed_school(folder)
        with pytest.raises(SchoolsRemain):
            applyProfile(portal, UNINSTALL)


def test_nothing_stays_behind(portal):
    choose("lead", DAILY)
    next_reference(portal, "WelfareFile", 2026)
    applyProfile(portal, UNINSTALL)
    assert [key for key in IAnnotations(portal) if key.startswith("welfarefiles.")] == [NUMBERS]
    left = {name: found for name, found in configuration(portal).items() if found}
    assert left == {}


def test_installed_again_all_is_as_it_was(portal):
    before, walls = configuration(portal), rights(portal)
    applyProfile(portal, UNINSTALL)
    applyProfile(portal, DEFAULT)
    assert configuration(portal) == before
    assert rights(portal) == walls
    assert globalroles.comes_first(portal)
    assert problems(portal) == []
    make_people(portal)
    file = make_complete_file(make_staffed_school(portal))
    with signed_in("lead"):
        assert api.user.has_permission("View", obj=file)


def test_uninstalled_twice_does_no_harm(portal):
    applyProfile(portal, UNINSTALL)
    applyProfile(portal, UNINSTALL)
    assert not any(configuration(portal).values())


def test_installed_over_itself_changes_nothing(portal):
    make_people(portal)
    file = make_complete_file(make_staffed_school(portal))
    api.portal.set_registry_record("welfarefiles.lists.reasons", ["social_care|Known to them"])
    before, walls = configuration(portal), rights(portal)
    applyProfile(portal, DEFAULT)
    assert (configuration(portal), rights(portal)) == (before, walls)
    assert state_of(file) == "open"
    with signed_in("lead"):
        assert api.user.has_permission("View", obj=file)
    with signed_in("stranger"):
        assert not api.user.has_permission("View", obj=file)


def test_site_stays_closed_to_strangers_after_uninstalling(portal):
    """What was taken from people without an account is not handed back unasked."""
    applyProfile(portal, UNINSTALL)
    found = rights(portal)
    for permission in ("View", "plone.restapi: Use REST API"):
        assert "Anonymous" not in found[permission][0]


def test_profiles_that_must_not_be_chosen_are_not_offered(portal):
    from welfarefiles.setuphandlers import HiddenProfiles

    hidden = HiddenProfiles().getNonInstallableProfiles()
    assert {UNINSTALL, "welfarefiles:demo"} <= set(hidden)
    assert DEFAULT not in hidden
