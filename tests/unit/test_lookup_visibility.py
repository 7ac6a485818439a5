"""Who sees what: the index against a naive model of the rule, and what asking costs."""

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from tests.invented import ADMINISTRATOR
from tests.invented import AUTHORISER
from tests.invented import File
from tests.invented import LEAD
from tests.invented import lead
from tests.invented import MANAGER
from tests.invented import member
from tests.invented import NOW
from tests.invented import READER
from tests.invented import Record
from tests.invented import ROWS_FOR
from tests.invented import School
from tests.invented import TYPES
from tests.invented import VISIBILITY
from tests.invented import who
from tests.invented import WORKER
from tests.stores import statements
from tests.stores import used
from welfarefiles.consistency.rebuild import clear
from welfarefiles.index.pending import touch
from welfarefiles.index.rows import DueRow
from welfarefiles.index.rows import GrantRow
from welfarefiles.index.rows import TeamRow
from welfarefiles.index.words import asked
from welfarefiles.lookup import query
from welfarefiles.lookup import seen as seen_by
from welfarefiles.lookup.matching import matching
from welfarefiles.lookup.sight import look
from zoneinfo import ZoneInfo

import pytest
import transaction


def commit(*objects):
    for obj in objects:
        touch(obj)
    transaction.commit()


def uids(page):
    return {row.uid for row in page}


def grant(user_id, role=READER, starts=NOW - timedelta(days=1), ends=None, number="g1"):
    return GrantRow(grant_id=number, user_id=user_id, role=role, starts=starts, ends=ends)


def due():
    return DueRow(what="review", due_at=NOW, sentence="due_review")


# --- the naive model ------------------------------------------------------------------------

USERS = ("ann", "bob")
SCHOOLS = ("north", "south")
STATES = ("open", "transferred", "closed", "retained")
ROLES = (LEAD, AUTHORISER, MANAGER, ADMINISTRATOR, WORKER, READER)


@dataclass
class Case:
    """One invented world."""

    teams: dict = field(default_factory=dict)
    files: list = field(default_factory=list)
    now: datetime = NOW


def sees(case, user, file):
    """The rule, as a person would say it."""
    row = file.rows()
    if user in row.barred:
        return False
    roles = VISIBILITY[row.file.portal_type, row.file.state]
    today = case.now.astimezone(ZoneInfo("Europe/London")).date()
    for entry in case.teams[row.file.school_uid]:
        in_force = (entry.starts or date.min) <= today <= (entry.ends or date.max)
        covers = entry.portal_type == row.file.portal_type
        if entry.user_id == user and in_force and covers and entry.role in roles:
            return True
    for grant in row.grants:
        in_force = grant.starts <= case.now and (grant.ends is None or case.now < grant.ends)
        if grant.user_id == user and in_force and grant.role in roles:
            return True
    return False


days = st.none() | st.dates(date(2026, 11, 14), date(2026, 11, 18))
times = st.datetimes(datetime(2026, 11, 15), datetime(2026, 11, 18), timezones=st.just(UTC))
entries = st.builds(
    TeamRow,
    user_id=st.sampled_from(USERS),
    role=st.sampled_from(ROLES),
    portal_type=st.sampled_from((*TYPES, "")),
    starts=days,
    ends=days,
)
grants = st.builds(
    GrantRow,
    grant_id=st.uuids().map(str),
    user_id=st.sampled_from(USERS),
    role=st.sampled_from(ROLES),
    starts=times,
    ends=st.none() | times,
)
kinds_of_file = st.fixed_dictionaries(
    {
        "school_uid": st.sampled_from(SCHOOLS),
        "portal_type": st.sampled_from(TYPES),
        "state": st.sampled_from(STATES),
        "grants": st.lists(grants, max_size=3),
        "barred": st.frozensets(st.sampled_from(USERS)),
    }
)


@st.composite
def cases(draw):
    files = [
        File(f"file{number}", body="same words", dues=[due()], **fields)
        for number, fields in enumerate(draw(st.lists(kinds_of_file, max_size=6)))
    ]
    teams = {school: draw(st.lists(entries, max_size=4)) for school in SCHOOLS}
    return Case(teams, files, draw(times))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(case=cases(), few=st.sampled_from([0, 2, 200]))
def test_every_question_answers_within_the_rule(store, case, few):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seen_by, "FEW", few)
        compare_with_the_rule(store, case)


def compare_with_the_rule(store, case):
    clear(store)
    records = [Record(f"{file.uid}-r", file, body="same words") for file in case.files]
    commit(*(School(uid, *team) for uid, team in case.teams.items()), *case.files, *records)
    for user in USERS:
        asks = who(user, case.now)
        seen = {file.uid for file in case.files if sees(case, user, file)}
        of_records = {f"{uid}-r" for uid in seen}
        assert uids(query.register(asks)) == seen
        assert query.count_files(asks) == len(seen)
        assert sum(query.facets(asks)["state"].values()) == len(seen)
        assert uids(query.records(asks)) == of_records
        assert uids(query.dues(asks)) == seen
        assert uids(query.search(asks, "words same")) == seen | of_records
        assert uids(query.search(asks)) == seen | of_records
        for file in case.files:
            may = file.uid in seen
            assert query.may_see(asks, file.uid) is may
            assert uids(query.records(asks, file.uid)) == ({f"{file.uid}-r"} if may else set())
            assert bool(query.search(asks, "words", file_uid=file.uid)) is may
            assert query.count_dues(asks, file_uid=file.uid) == may


# --- single sentences -----------------------------------------------------------------------


@pytest.fixture
def files(store):
    found = [File("wf1"), File("cp1", portal_type="ChildProtectionFile"), File("wf2")]
    commit(School("north"), *found)
    return {file.uid: file for file in found}


def test_access_to_one_never_implies_the_other(files):
    """R003."""
    commit(School("north", *lead("lead", "WelfareFile")))
    assert uids(query.register(who("lead"))) == {"wf1", "wf2"}
    commit(files["cp1"].change(grants=[grant("ann")]))
    assert uids(query.register(who("ann"))) == {"cp1"}


def test_a_change_of_team_takes_effect_at_once_and_touches_the_school_alone(store, files):
    assert not query.register(who("lead"))
    with statements(store) as seen:
        commit(School("north", *lead()))
    assert not [line for line in seen if "files" in line or "items" in line]
    assert len(query.register(who("lead"))) == 3
    commit(School("north"))
    assert not query.register(who("lead"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # until 5 July, the last day included; in July London is an hour ahead of UTC
        (datetime(2026, 7, 5, 22, 59, tzinfo=UTC), 3),
        (datetime(2026, 7, 5, 23, 1, tzinfo=UTC), 0),
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), 0),
        (datetime(2026, 6, 30, 23, 1, tzinfo=UTC), 3),
    ],
)
def test_a_team_entry_is_in_force_by_the_day_in_london(files, now, expected):
    period = {"starts": date(2026, 7, 1), "ends": date(2026, 7, 5)}
    commit(School("north", *member("lead", LEAD, *TYPES, **period)))
    assert query.count_files(who("lead", now)) == expected


def test_a_grant_ends_at_its_moment(files):
    commit(files["wf1"].change(grants=[grant("ann", ends=NOW)]))
    assert query.count_files(who("ann", NOW - timedelta(microseconds=1))) == 1
    assert query.count_files(who("ann", NOW)) == 0


def test_a_state_takes_rights_with_it(files):
    commit(School("north", *lead(), *member("rm", MANAGER, *TYPES)))
    commit(files["wf1"].change(grants=[grant("ann", WORKER)]))
    before = [query.may_see(who(user), "wf1") for user in ("ann", "lead", "rm")]
    commit(files["wf1"].change(state="closed"))
    after = [query.may_see(who(user), "wf1") for user in ("ann", "lead", "rm")]
    assert (before, after) == ([True, True, False], [False, True, True])


def test_a_barrier_beats_team_and_grant(files):
    commit(School("north", *lead()))
    commit(files["wf1"].change(barred={"lead"}, grants=[grant("lead")]))
    assert uids(query.register(who("lead"))) == {"wf2", "cp1"}
    assert query.count_files(who("lead"), rows_for=VISIBILITY) == 2


def test_rows_only_for_those_who_may_not_open(files):
    commit(
        School("north", *member("office", ADMINISTRATOR, *TYPES), *member("rm", MANAGER, *TYPES))
    )
    commit(files["wf1"].change(state="closed"))
    assert not query.register(who("office"))
    rows = query.register(who("office"), "north", rows_for=ROWS_FOR)
    assert {(row.uid, row.opens) for row in rows} == {
        ("wf1", False),
        ("wf2", False),
        ("cp1", False),
    }
    rows = query.register(who("rm"), "north", rows_for=ROWS_FOR)
    assert {(row.uid, row.opens) for row in rows} == {("wf1", True), ("wf2", False), ("cp1", False)}
    assert query.count_files(who("office"), rows_for=ROWS_FOR) == 3
    assert not query.search(who("office"), "ida")


def test_numbers_kept_for_one_person_are_no_others(store):
    commit(School("north", *lead(), *member("office", ADMINISTRATOR, *TYPES)))
    commit(File("a", "north"), File("b", "north", family_name="Fenwick"))
    memory = {}
    asked = {"school_uid": "north", "memory": memory}

    def numbers(asks, **more):
        facets = query.facets(asks, names=("state",), **asked, **more)
        return query.count_files(asks, **asked, **more), facets["state"]

    for _time in ("made", "from memory"):
        assert numbers(who("lead")) == (2, {"open": 2})
        assert numbers(who("office")) == (0, {})
        assert numbers(who("office"), rows_for=ROWS_FOR) == (2, {"open": 2})
        assert numbers(who("nobody")) == (0, {})
        assert numbers(who("lead"), filters=query.Filters(text="fenwick")) == (1, {"open": 1})
        assert "fenwick" not in repr(memory)
    commit(File("c", "north"))
    assert numbers(who("lead")) == (2, {"open": 2})
    memory.clear()
    assert numbers(who("lead")) == (3, {"open": 3})


@pytest.mark.parametrize("user", [None, "", "stranger"])
@pytest.mark.parametrize("words", ["wf1", "nothing", "ida OR *", ""])
def test_who_sees_nothing_touches_no_text(store, files, user, words):
    with statements(store) as seen:
        assert not query.search(who(user), words)
        assert query.count_found(who(user), words) == 0
        assert not query.register(who(user))
        assert not query.records(who(user))
        assert not query.dues(who(user))
    assert not [line for line in seen if "texts" in line or "items" in line or "files" in line]


def test_the_number_of_statements_is_the_same_for_every_word(store, files):
    commit(School("north", *member("office", ADMINISTRATOR, *TYPES)))

    def cost(words):
        with statements(store) as seen:
            query.search(who("office"), words)
        return seen

    assert cost("ida") == cost("nobodyhasthisname") == cost('"ida wf1"')


def test_on_sqlite_a_search_asks_for_ones_own_numbers_alone(sqlite_store, monkeypatch):
    with used(sqlite_store):
        commit(School("north", *lead()), File("wf1", grants=[grant("ann")]), File("wf2"))
        commit(File("wf3", "south"), File("cp1", portal_type="ChildProtectionFile"))
        assert [high - low for low, high in ranges(sqlite_store, "ann")] == [1 << 20]
        assert [high - low for low, high in ranges(sqlite_store, "lead")] == [1 << 20] * 3
        monkeypatch.setattr(seen_by, "FEW", 2)
        assert [high - low for low, high in ranges(sqlite_store, "lead")] == [1 << 40, 1 << 40]
        assert ranges(sqlite_store, "stranger") == []


def ranges(opened, user):
    with opened.reading() as connection:
        sight = look(connection, who(user))
        few = seen_by.few_scopes(connection, sight)
        return matching(connection, sight, few, asked("ida")).ranges


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        who("ann", datetime(2026, 1, 1))
