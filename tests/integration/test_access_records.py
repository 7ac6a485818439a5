"""Rights on one record of a file: role, wall and index, and what they cost."""

from datetime import timedelta
from tests.sample import make_file
from tests.sample import make_note
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import put
from tests.school import sign_in
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import BadGrant
from welfarefiles.access.grants import grants
from welfarefiles.calendars.london import now

import pytest


READER, WORKER = "Case Reader", "Case Worker"


@pytest.fixture
def portal(integration):
    make_people(integration["portal"])
    return integration["portal"]


@pytest.fixture
def file(portal):
    with signed_in("lead"):
        return make_file(make_staffed_school(portal))


@pytest.fixture
def note(file):
    with signed_in("lead"):
        make_note(file)
        return make_note(file)


def may(portal, user_id, content, permission="View"):
    sign_in(portal, user_id)
    return bool(portal.portal_membership.checkPermission(permission, content))


def give(record, user_id="stranger", role=READER, **times):
    return grants(record).give(user_id, role, "Teaches the child", "lead", **times)


def test_only_that_record(portal, file, note):
    other = next(one for one in file.objectValues() if one.id != note.id)
    give(note)
    assert may(portal, "stranger", note)
    assert not may(portal, "stranger", note, "Modify portal content")
    assert not may(portal, "stranger", other)
    assert not may(portal, "stranger", file)
    assert may(portal, "head", note)


def test_working_on_one_record(portal, file, note):
    give(note, role=WORKER)
    assert may(portal, "stranger", note, "Modify portal content")
    assert not may(portal, "stranger", file, "welfarefiles: Add record")


def test_ends_and_revoked(portal, note):
    grant = give(note, ends=now() + timedelta(hours=1))
    assert may(portal, "stranger", note)
    grants(note).revoke(grant.id, "lead", "No longer needed")
    assert not may(portal, "stranger", note)
    give(note, starts=now() - timedelta(days=2), ends=now() - timedelta(days=1))
    assert not may(portal, "stranger", note)


def test_barred_from_the_file(portal, file, note):
    give(note)
    barriers(file).add("stranger", "An aunt")
    assert not may(portal, "stranger", note)


def test_not_in_a_closed_file(portal, file, note):
    give(note)
    put(file, "closed")
    assert not may(portal, "stranger", note)


def test_privileged_reading_is_not_of_one_record(note):
    with pytest.raises(BadGrant):
        give(note, role="Privileged Reader")


def test_a_closing_summary_is_about_the_whole_file(file):
    with signed_in("lead"):
        summary = make_record(file, "ClosingSummary")
    with pytest.raises(BadGrant):
        give(summary)
