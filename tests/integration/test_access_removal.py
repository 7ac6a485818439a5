"""Files and records stay: no removal, copy, move or rename, by nobody, of nothing around them."""

from OFS.CopySupport import CopyError
from OFS.event import ObjectClonedEvent
from OFS.event import ObjectWillBeMovedEvent
from plone import api
from plone.app.testing import login
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from welfarefiles.access.removal import disposal_allowed
from welfarefiles.access.removal import RemovalRefused
from zope.event import notify
from zope.lifecycleevent import ObjectCopiedEvent

import pytest


@pytest.fixture
def note(integration):
    portal = integration["portal"]
    make_user(portal, "lead")
    make_user(portal, "admin", ["Manager"])
    note = make_note(make_file(make_school(portal, lead="Welfare Lead")))
    login(portal, "admin")
    return note


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_neither_content_nor_ancestor_can_be_removed(note, steps):
    content = note
    for _ in range(steps):
        content = content.aq_parent
    with pytest.raises(RemovalRefused):
        content.aq_parent._delObject(content.getId())


def test_site_with_files_cannot_be_removed(integration, note):
    with pytest.raises(RemovalRefused):
        integration["app"]._delObject(integration["portal"].getId())


def test_empty_school_can_be_removed(integration):
    school = make_school(integration["portal"])
    integration["portal"]._delObject(school.getId())


def test_disposal_service_can_remove(note):
    file = note.aq_parent
    with disposal_allowed():
        file._delObject(note.getId())
    assert list(file.objectIds()) == []
    with pytest.raises(RemovalRefused):
        file.aq_parent._delObject(file.getId())


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_copy_rename_and_paste_are_refused(integration, note, steps):
    content = note
    for _ in range(steps):
        content = content.aq_parent
    container = content.aq_parent
    assert not content.cb_isCopyable()
    assert not content.cb_isMoveable()
    with pytest.raises(CopyError):
        container.manage_copyObjects([content.getId()])
    with pytest.raises(CopyError):
        container.manage_cutObjects([content.getId()])
    with pytest.raises(CopyError):
        container.manage_renameObject(content.getId(), "x")
    with pytest.raises(CopyError):
        container.manage_clone(content, "x")
    with pytest.raises(CopyError):
        note.aq_parent._verifyObjectPaste(content)


def test_moving_or_copying_an_ancestor_is_refused(integration, note):
    portal = integration["portal"]
    with pytest.raises(CopyError):
        notify(ObjectWillBeMovedEvent(portal, portal.aq_parent, "a", portal.aq_parent, "b"))
    for event in (ObjectCopiedEvent(portal, portal), ObjectClonedEvent(portal)):
        with pytest.raises(CopyError):
            notify(event)


def test_api_move_is_refused(integration, note):
    with pytest.raises((CopyError, ValueError)):
        api.content.move(note.aq_parent, integration["portal"])


def test_nobody_owns_what_they_added(integration):
    portal = integration["portal"]
    make_user(portal, "lead")
    school = make_school(portal, lead="Welfare Lead")
    login(portal, "lead")
    file = make_file(school)
    note = make_note(file)
    for content in (school, school["files"], file, note):
        assert not content.__ac_local_roles__
        assert "_owner" not in content.__dict__
    assert "Owner" not in portal.acl_users.getUserById("lead").getRolesInContext(note)
