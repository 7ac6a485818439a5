"""The rule of access against a naive model of it, and the cases worth naming."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.access import rule
from welfarefiles.access.grant import BadGrant
from welfarefiles.access.grant import check as check_grant
from welfarefiles.access.grant import Grant
from welfarefiles.people.entry import BadEntry
from welfarefiles.people.entry import check as check_entry
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.roles import GRANT_ROLES
from welfarefiles.people.roles import OUR_ROLES
from welfarefiles.people.roles import SCHOOL_ONLY_ROLES
from welfarefiles.people.roles import TEAM_ROLES
from zoneinfo import ZoneInfo

import pytest


LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 19, 12, tzinfo=LONDON)

# Few days and hours around both changes of the clocks, so that the edges are met often.
DAYS = st.dates(date(2026, 3, 27), date(2026, 3, 31)) | st.dates(
    date(2026, 10, 23), date(2026, 10, 27)
)
INSTANTS = st.builds(
    lambda day, minutes: (
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    DAYS,
    st.sampled_from([0, 30, 59, 60, 61, 90, 22 * 60 + 59, 23 * 60, 23 * 60 + 30]),
)
ENTRIES = st.builds(
    TeamEntry,
    user_id=st.just("ann"),
    role=st.sampled_from(sorted(TEAM_ROLES)),
    covers=st.frozensets(st.sampled_from(sorted(FILE_TYPES))),
    starts=st.none() | DAYS,
    ends=st.none() | DAYS,
)
GRANTS = st.builds(
    Grant,
    id=st.just("0"),
    user_id=st.just("ann"),
    role=st.sampled_from(sorted(GRANT_ROLES)),
    reason=st.just("works with the family"),
    granted_by=st.just("lead"),
    starts=INSTANTS,
    ends=st.none() | INSTANTS,
    review_on=DAYS,
    revoked_at=st.none() | INSTANTS,
)


def naive_roles(entries, grants, barred, portal_type, now):
    """The rule as one would say it aloud, day by day and role by role."""
    if barred:
        return set()
    today = now.astimezone(LONDON).date()
    found = set()
    for role in OUR_ROLES:
        for entry in entries:
            started = entry.starts is None or today >= entry.starts
            over = entry.ends is not None and today > entry.ends
            if entry.role == role and portal_type in entry.covers and started and not over:
                found.add(role)
        for grant in grants:
            over = grant.ends is not None and now >= grant.ends
            if grant.role == role and grant.revoked_at is None and now >= grant.starts:
                found |= set() if over else {role}
    return found


@given(
    entries=st.lists(ENTRIES, max_size=4),
    grants=st.lists(GRANTS, max_size=4),
    barred=st.booleans(),
    portal_type=st.sampled_from(sorted(FILE_TYPES)),
    now=INSTANTS,
)
def test_rule_agrees_with_naive_model(entries, grants, barred, portal_type, now):
    expected = naive_roles(entries, grants, barred, portal_type, now)
    assert rule.roles(entries, grants, barred, portal_type, now) == expected


@given(entries=st.lists(ENTRIES), grants=st.lists(GRANTS), now=INSTANTS)
def test_barrier_beats_everything(entries, grants, now):
    for portal_type in FILE_TYPES:
        assert rule.roles(entries, grants, True, portal_type, now) == frozenset()


@given(entries=st.lists(ENTRIES), grants=st.lists(GRANTS), now=INSTANTS)
def test_the_zone_of_the_asking_clock_does_not_matter(entries, grants, now):
    elsewhere = now.astimezone(ZoneInfo("Pacific/Auckland"))
    assert rule.roles(entries, grants, False, "WelfareFile", now) == rule.roles(
        entries, grants, False, "WelfareFile", elsewhere
    )


def lead(**fields):
    return TeamEntry("ann", "Welfare Lead", **fields)


def test_being_named_for_one_kind_of_file_never_reaches_the_other():
    entry = lead(covers=frozenset({"WelfareFile"}))
    assert rule.roles([entry], [], False, "WelfareFile", NOON) == {"Welfare Lead"}
    assert rule.roles([entry], [], False, "ChildProtectionFile", NOON) == frozenset()


@pytest.mark.parametrize(
    ("instant", "held"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), False),  # midnight in London's summer
    ],
)
def test_last_day_ends_at_midnight_in_london(instant, held):
    entry = lead(covers=frozenset(FILE_TYPES), ends=date(2026, 7, 1))
    assert bool(rule.roles([entry], [], False, "WelfareFile", instant)) is held


def grant(**fields):
    values = {
        "id": "0",
        "user_id": "ann",
        "role": "Case Worker",
        "reason": "form tutor",
        "granted_by": "lead",
        "starts": NOON,
        "ends": None,
        "review_on": date(2027, 1, 1),
    }
    return Grant(**{**values, **fields})


def test_grant_ends_at_its_instant():
    one = grant(ends=NOON + timedelta(hours=1))
    assert one.in_force(NOON)
    assert one.in_force(NOON + timedelta(minutes=59, seconds=59))
    assert not one.in_force(NOON + timedelta(hours=1))
    assert not one.in_force(NOON - timedelta(seconds=1))


def test_revoked_grant_holds_never_again_whatever_the_clock():
    one = grant(revoked_at=NOON + timedelta(hours=1))
    assert not one.in_force(NOON)


@pytest.mark.parametrize(
    "fields",
    [
        {"user_id": ""},
        {"role": "Welfare Lead"},
        {"reason": "  "},
        {"reason": None},
        {"starts": datetime(2026, 1, 1)},
        {"ends": datetime(2027, 1, 1)},
        {"ends": NOON},
    ],
)
def test_grant_that_cannot_be_meant(fields):
    check_grant(grant())
    with pytest.raises(BadGrant):
        check_grant(grant(**fields))


@pytest.mark.parametrize(
    "entry",
    [
        TeamEntry("", "Welfare Lead"),
        TeamEntry("ann", "Case Worker"),
        TeamEntry("ann", "Manager"),
        TeamEntry("ann", "Welfare Lead", frozenset({"Folder"})),
        TeamEntry("ann", "Auditor", frozenset({"WelfareFile"})),
        TeamEntry("ann", "Welfare Lead", starts=date(2026, 2, 1), ends=date(2026, 1, 31)),
    ],
)
def test_entry_that_cannot_be_meant(entry):
    with pytest.raises(BadEntry):
        check_entry(entry)


@pytest.mark.parametrize("role", sorted(TEAM_ROLES))
def test_every_team_role_can_be_entered(role):
    covers = frozenset() if role in SCHOOL_ONLY_ROLES else FILE_TYPES
    check_entry(TeamEntry("ann", role, covers, date(2026, 1, 1), date(2026, 1, 1)))


def test_ending_an_entry_keeps_it_and_never_lengthens_it():
    entry = lead(starts=date(2026, 1, 1))
    ended = entry.ended(date(2026, 6, 1))
    assert ended.ends == date(2026, 5, 31)
    assert ended.ended(date(2026, 9, 1)) == ended
    assert not ended.is_active(date(2026, 6, 1))
    assert ended.is_active(date(2026, 5, 31))
