"""Whatever was given, ended, barred or named: rule, local roles and index say the same."""

from contextlib import suppress
from datetime import timedelta
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import may_view
from tests.school import forget_answers
from tests.school import put
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grant import EMERGENCY
from welfarefiles.access.grants import grants
from welfarefiles.access.roles import roles_on
from welfarefiles.access.who import roles_by_state
from welfarefiles.access.who import who_asks
from welfarefiles.calendars import london
from welfarefiles.granting.standing import of_person
from welfarefiles.granting.standing import standings
from welfarefiles.lookup import query
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.named_teams import named_teams
from welfarefiles.people.team import team

import os
import pytest
import transaction


EXAMPLES = 250 if os.environ.get("WELFAREFILES_THOROUGH") else 10
PEOPLE = ("ann", "bob", "cyd")
TEAMS = ("Year 5", "Year 6")
KINDS = ("WelfareFile", "ChildProtectionFile")
FILES = range(2)

people, files, places = st.sampled_from(PEOPLE), st.sampled_from(FILES), st.booleans()
hours = st.sampled_from([-30, -1, 1, 30])
given_to = st.sampled_from([*PEOPLE, *TEAMS])
roles = st.sampled_from(["Case Worker", "Case Reader"])
steps = st.one_of(
    st.tuples(st.just("give"), given_to, roles, files, places, hours),
    st.tuples(st.just("emergency"), people, files),
    st.tuples(st.just("take back"), files),
    st.tuples(st.just("end"), files, hours),
    st.tuples(st.just("bar"), people, files),
    st.tuples(st.just("let in"), people, files),
    st.tuples(st.just("join"), people, st.sampled_from(TEAMS)),
    st.tuples(st.just("leave team"), people, st.sampled_from(TEAMS)),
    st.tuples(
        st.just("name"), people, st.sampled_from(["Welfare Lead", "Authoriser", "Records Manager"])
    ),
    st.tuples(st.just("cover"), people, st.sampled_from(KINDS), st.integers(-2, 2)),
    st.tuples(st.just("end role"), people, st.sampled_from(["Welfare Lead", "Authoriser"])),
    st.tuples(st.just("state"), files, st.sampled_from(["open", "closed", "retained"])),
)


class World:
    """A school with two files, a note in each; takes steps, whether they can be taken or not."""

    def __init__(self, portal):
        self.portal = portal
        self.school = make_school(portal)
        self.files = [make_file(self.school, kind) for kind in KINDS]
        self.notes = [make_note(file) for file in self.files]
        self.teams = {title: named_teams(self.school).make(title).id for title in TEAMS}

    def take(self, name, *parts):
        with suppress(ValueError):  # refused, as it should be
            getattr(self, name.replace(" ", "_"))(*parts)

    def give(self, whom, role, number, on_note, hours):
        place = (self.notes if on_note else self.files)[number]
        start, other = sorted([london.now(), london.now() + timedelta(hours=hours)])
        whom = self.teams.get(whom, whom)
        ends = other if hours < 0 else None
        grants(place).give(whom, role, "invented", "x", starts=start, ends=ends)

    def emergency(self, user_id, number):
        now = london.now()
        grants(self.files[number]).give(
            user_id,
            "Case Reader",
            "invented",
            user_id,
            ends=now + timedelta(hours=1),
            how=EMERGENCY,
        )

    def take_back(self, number):
        for grant in grants(self.files[number]).all()[:1]:
            grants(self.files[number]).revoke(grant.id, "x", "invented")

    def end(self, number, hours):
        for grant in grants(self.files[number]).all()[:1]:
            grants(self.files[number]).change_end(grant.id, london.now() + timedelta(hours=hours))

    def bar(self, user_id, number):
        barriers(self.files[number]).add(user_id, "invented")

    def let_in(self, user_id, number):
        barriers(self.files[number]).remove(user_id)

    def join(self, user_id, title):
        named_teams(self.school).add(self.teams[title], user_id, "x")

    def leave_team(self, user_id, title):
        named_teams(self.school).remove(self.teams[title], user_id, "x")

    def name(self, user_id, role):
        team(self.school).add(TeamEntry(user_id, role, frozenset(KINDS)))

    def cover(self, user_id, kind, days):
        first, last = sorted([london.today(), london.today() + timedelta(days=days)])
        more = {"starts": first, "ends": last - timedelta(days=days < 0), "cover_for": "x"}
        team(self.school).add(TeamEntry(user_id, "Welfare Lead", frozenset({kind}), **more))

    def end_role(self, user_id, role):
        team(self.school).end(user_id, role)

    def state(self, number, state):
        put(self.files[number], state)


@pytest.fixture
def portal(functional):
    for user_id in (*PEOPLE, "stranger"):
        make_user(functional["portal"], user_id)
    transaction.commit()
    return functional["portal"]


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(taken=st.lists(steps, min_size=4, max_size=14))
def test_rule_local_roles_index_and_words_agree(portal, taken):
    world = World(portal)
    for step in taken:
        world.take(*step)
    transaction.commit()
    for user_id in (*PEOPLE, "stranger"):
        compare(world, user_id)


def compare(world, user_id):
    """All ways of asking, about one person."""
    visibility = roles_by_state("View")
    forget_answers()
    who = who_asks(user_id)
    listed = {row.uid for row in query.register(who, school_uid=world.school.UID(), limit=50)}
    told = {one.place.UID() for one in own(user_id)}
    for file, note in zip(world.files, world.notes, strict=True):
        by_rule = bool(roles_on(file, user_id) & visibility[file.portal_type, state_of(file)])
        assert may_view(world.portal, user_id, file) is by_rule
        assert (file.UID() in listed) is by_rule
        reads_note = may_view(world.portal, user_id, note)
        found = {row.uid for row in query.records(who, file.UID(), limit=50)}
        assert (note.UID() in found) is reads_note
        named = {one.principal for one in standings(file) if one.sees == "all"}
        named |= {member for id in named for member in members(world, id)}
        assert (user_id in named and not barriers(file).bars(user_id)) is by_rule
        assert file.UID() not in told or by_rule
        assert note.UID() not in told or reads_note


def own(user_id):
    """What the person is told about themselves, asked as that person."""
    with signed_in(user_id):
        return of_person(user_id)


def members(world, principal):
    """Who is in a named team now; nobody, where it is a person."""
    named = named_teams(world.school).get(principal)
    return named.members if named is not None else ()
