"""Nobody has one of our roles globally, however somebody tries to give it."""

from dataclasses import dataclass
from plone.app.testing import applyProfile
from Products.PlonePAS.interfaces.plugins import ILocalRolesPlugin
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import may_view
from welfarefiles.access import globalroles
from welfarefiles.access import health
from welfarefiles.access.health import problems
from welfarefiles.people.roles import OUR_ROLES

import pytest


@pytest.fixture
def portal(integration):
    portal = integration["portal"]
    make_user(portal, "eve")
    return portal


def global_roles(portal, user_id="eve"):
    return set(portal.acl_users.getUserById(user_id).getRoles())


def test_our_roles_are_known_to_the_site(portal):
    assert set(portal.valid_roles()) >= OUR_ROLES


def test_role_given_to_a_user(portal):
    portal.portal_membership.getMemberById("eve").setSecurityProfile(
        roles=["Member", "Welfare Lead", "Site Administrator"]
    )
    assert global_roles(portal) == {"Member", "Site Administrator", "Authenticated"}


def test_role_given_in_the_role_manager(portal):
    for role in OUR_ROLES:
        portal.acl_users.portal_role_manager.assignRoleToPrincipal(role, "eve")
    assert not global_roles(portal) & OUR_ROLES


def test_role_given_to_a_group(portal):
    portal.portal_groups.addGroup("office", roles=["Case Reader", "Reviewer"])
    portal.portal_groups.addPrincipalToGroup("eve", "office")
    assert "Reviewer" in global_roles(portal)
    assert not global_roles(portal) & OUR_ROLES


def test_none_of_it_opens_a_file(portal):
    file = make_file(make_school(portal, lead="Welfare Lead"))
    for role in (*OUR_ROLES, "Manager", "Site Administrator", "Editor", "Reader"):
        portal.acl_users.portal_role_manager.assignRoleToPrincipal(role, "eve")
    assert not may_view(portal, "eve", file)


def test_installing_twice_changes_nothing_and_uninstalling_takes_it_out(portal):
    globalroles.install(portal)
    assert globalroles.comes_first(portal)
    globalroles.uninstall(portal)
    globalroles.uninstall(portal)
    assert globalroles.PLUGIN_ID not in portal.acl_users.objectIds()
    assert global_roles(portal)


def test_health_is_good_after_installation(portal):
    assert problems(portal) == []


def test_start_reports_every_site_of_ours(portal, monkeypatch, caplog):
    @dataclass
    class Opened:
        database: object

    event = Opened(portal._p_jar.db())
    health.warn_at_start(event)
    assert "Site" not in caplog.text
    monkeypatch.setattr(health, "problems", lambda site: ["It is cached."])
    health.warn_at_start(event)
    assert f"Site {portal.getId()}: It is cached." in caplog.text


def test_cache_of_accounts_is_reported(portal):
    portal.acl_users.ZCacheable_setManagerId("RAMCache")
    [problem] = problems(portal)
    assert "acl_users" in problem


def test_other_factory_and_other_local_roles_are_reported(portal):
    globalroles.uninstall(portal)
    plugins = portal.acl_users.plugins
    plugins.deactivatePlugin(ILocalRolesPlugin, "borg_localroles")
    assert len(problems(portal)) == 2


def test_profile_applied_again_keeps_the_factory(portal):
    applyProfile(portal, "welfarefiles:default")
    assert globalroles.comes_first(portal)
