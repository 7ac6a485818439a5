"""Grants and barriers of a file: effective on the next question, nothing reindexed."""

from datetime import datetime
from datetime import timedelta
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import may_view
from welfarefiles.access.barriers import BadBarrier
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grant import BadGrant
from welfarefiles.access.grants import grants
from welfarefiles.access.roles import roles_on
from welfarefiles.calendars.london import LONDON

import pytest


NOW = datetime.now(LONDON)


@pytest.fixture
def file(integration):
    portal = integration["portal"]
    for user_id in ("lead", "worker"):
        make_user(portal, user_id)
    return make_file(make_school(portal, lead="Welfare Lead"))


def give(file, user_id="worker", role="Case Worker", reason="form tutor", **fields):
    return grants(file).give(user_id, role, reason, "lead", **fields)


def test_grant_and_revocation_take_effect_at_once(integration, file):
    note = make_note(file)
    assert not may_view(integration["portal"], "worker", note)
    given = give(file)
    assert may_view(integration["portal"], "worker", note)
    assert given.review_on > NOW.date()
    revoked = grants(file).revoke(given.id, "lead", "left the class")
    assert not may_view(integration["portal"], "worker", note)
    assert grants(file).of("worker") == [revoked]
    assert (revoked.revoked_by, revoked.revoke_reason) == ("lead", "left the class")


def test_grant_expires_by_the_clock(file):
    give(file, starts=NOW, ends=NOW + timedelta(hours=2))
    assert roles_on(file, "worker", NOW + timedelta(hours=1)) == {"Case Worker"}
    assert roles_on(file, "worker", NOW + timedelta(hours=2)) == frozenset()


def test_grant_on_one_file_says_nothing_about_another(integration, file):
    give(file)
    sibling = make_file(file.aq_parent.aq_parent, "ChildProtectionFile")
    assert not may_view(integration["portal"], "worker", sibling)


@pytest.mark.parametrize(
    "fields", [{"reason": ""}, {"role": "Welfare Lead"}, {"user_id": "AuthenticatedUsers"}]
)
def test_bad_grants_are_refused(file, fields):
    with pytest.raises(BadGrant):
        give(file, **fields)
    assert grants(file).all() == []


def test_revoking_needs_a_reason_and_happens_once(file):
    given = give(file)
    with pytest.raises(BadGrant):
        grants(file).revoke(given.id, "lead", " ")
    grants(file).revoke(given.id, "lead", "done")
    for id in (given.id, "unknown"):
        with pytest.raises(BadGrant):
            grants(file).revoke(id, "lead", "again")


def test_barrier_beats_team_and_grant(integration, file):
    give(file)
    for user_id in ("lead", "worker"):
        barriers(file).add(user_id, "aunt of the child")
        assert not may_view(integration["portal"], user_id, file)
        barriers(file).remove(user_id)
        assert may_view(integration["portal"], user_id, file)
        assert [one.removed_at is None for one in barriers(file).of(user_id)] == [False]


def test_bad_barriers_are_refused(file):
    for user_id, reason in (("lead", ""), ("", "x"), ("AuthenticatedUsers", "x")):
        with pytest.raises(BadBarrier):
            barriers(file).add(user_id, reason)
    barriers(file).add("lead", "uncle")
    with pytest.raises(BadBarrier):
        barriers(file).add("lead", "uncle")
    with pytest.raises(BadBarrier):
        barriers(file).remove("worker")


def test_nobody_and_anonymous_have_no_roles(file):
    assert roles_on(file, None) == roles_on(file, "") == roles_on(file, "stranger") == frozenset()
