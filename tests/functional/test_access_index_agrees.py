"""The rule in Python and the rule in SQL give the same files to the same people at any time."""

from datetime import datetime
from datetime import timedelta
from plone import api
from random import Random
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.school import put
from welfarefiles.access import section
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.access.roles import roles_on
from welfarefiles.access.roles import roles_on_record
from welfarefiles.access.section import is_restricted
from welfarefiles.access.who import roles_by_state
from welfarefiles.calendars.london import LONDON
from welfarefiles.consistency.check import check
from welfarefiles.consistency.site import SiteObjects
from welfarefiles.lookup import query
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.named_teams import named_teams
from welfarefiles.people.roles import CASE_READER
from welfarefiles.people.roles import CASE_WORKER
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.roles import GRANT_ROLES
from welfarefiles.people.roles import PRIVILEGED_READER
from welfarefiles.people.roles import SCHOOL_ONLY_ROLES
from welfarefiles.people.roles import TEAM_ROLES
from welfarefiles.people.team import team
from welfarefiles.sql.engine import get_store

import pytest
import transaction


MIDNIGHT = datetime(2026, 7, 1, tzinfo=LONDON)
PEOPLE = [f"person{number}" for number in range(6)]
#: Hours from midnight of a summer's day in London, where the day differs from UTC's.
HOURS = (-48, -24.5, -24, -1, -0.5, 0, 0.5, 1, 23.5, 24, 48)


@pytest.fixture
def files(functional):
    """Files of a school with people, grants and barriers thrown at them."""
    portal, random = functional["portal"], Random(2026)
    for user_id in PEOPLE:
        make_user(portal, user_id)
    school = make_school(portal)
    moments = [None, *(MIDNIGHT + timedelta(hours=hours) for hours in HOURS)]
    for _ in range(14):
        role = random.choice(sorted(TEAM_ROLES))
        covers = frozenset(random.sample(sorted(FILE_TYPES), random.randrange(3)))
        first, last = sorted(random.choices(moments[1:], k=2))
        team(school).add(
            TeamEntry(
                random.choice(PEOPLE),
                role,
                frozenset() if role in SCHOOL_ONLY_ROLES else covers,
                random.choice([None, first.date()]),
                random.choice([None, last.date()]),
            )
        )
    teams = make_teams(school, random)
    made = [make_file(school, random.choice(sorted(FILE_TYPES))) for _ in range(12)]
    for file in made:
        give_some(file, sorted(GRANT_ROLES), [*PEOPLE, *teams], random, moments)
        make_records(file, [*PEOPLE, *teams], random, moments)
        for user_id in random.sample(PEOPLE, 1):
            barriers(file).add(user_id, "invented")
            if random.random() < 0.4:
                barriers(file).remove(user_id)
    transaction.commit()
    return made


def give_some(content, roles, people, random, moments):
    """Grants of all kinds to three of the people, some taken back again."""
    for user_id in random.sample(people, 3):
        starts = random.choice(moments[1:])
        ends = random.choice([None, starts + timedelta(hours=random.choice([0.5, 24]))])
        role = random.choice(roles)
        grant = grants(content).give(user_id, role, "invented", "x", starts=starts, ends=ends)
        if random.random() < 0.2:
            grants(content).revoke(grant.id, "x", "invented")


def make_records(file, people, random, moments):
    """An ordinary record, one given by itself, one restricted, and one given, then restricted."""
    notes = [make_note(file) for _ in range(4)]
    for note in (notes[1], notes[3]):
        give_some(note, [CASE_READER, CASE_WORKER], people, random, moments)
    for note in notes[2:]:
        section.put_in(note, "x", MIDNIGHT, "invented")


def make_teams(school, random):
    """Ids of named teams, some of whose members have left them."""
    teams = [named_teams(school).make(title).id for title in ("Year 5", "Year 6")]
    for team_id in teams:
        for user_id in random.sample(PEOPLE, 3):
            named_teams(school).add(team_id, user_id, "x")
        named_teams(school).remove(team_id, user_id, "x")
    return teams


def test_index_and_rule_agree(files):
    school_uid = files[0].aq_parent.aq_parent.UID()
    visibility = roles_by_state("View")
    seen = 0
    for user_id in [*PEOPLE, "team:nobody", "stranger", None]:
        for hours in HOURS:
            now = MIDNIGHT + timedelta(hours=hours)
            who = query.Who(user_id, now, visibility)
            page = query.register(who, school_uid=school_uid, limit=100)
            by_rule = {
                file.UID()
                for file in files
                if roles_on(file, user_id, now) & visibility[file.portal_type, "open"]
            }
            assert {row.uid for row in page.rows} == by_rule, (user_id, now)
            seen += len(by_rule)
    assert seen > 100, "the people see something"


def test_index_and_rule_agree_about_each_record(files):
    """Of a file, of one record and of the section, in whatever state the file is."""
    ordinary, seen = roles_by_state("View"), {"file": 0, "alone": 0, "restricted": 0}
    for number, file in enumerate(files):
        put(file, section.STATES[number % 4])
    transaction.commit()
    records = [(file, record) for file in files for record in file.objectValues()]
    for user_id in [*PEOPLE, "team:nobody", "stranger", None]:
        for hours in HOURS:
            now = MIDNIGHT + timedelta(hours=hours)
            who = query.Who(user_id, now, ordinary | section.READERS)
            found = {row.uid for row in query.records(who, limit=200)}
            by_rule = set()
            for file, record in records:
                of_file, alone = roles_on(file, user_id, now), roles_on_record(record, user_id, now)
                readers = ordinary[file.portal_type, api.content.get_state(file)]
                if is_restricted(record):
                    kind, sees = "restricted", PRIVILEGED_READER in alone
                else:
                    kind = "file" if of_file & readers else "alone"
                    sees = bool((of_file | alone) & readers)
                if sees:
                    by_rule.add(record.UID())
                    seen[kind] += 1
            assert found == by_rule, (user_id, now)
    assert min(seen.values()) > 10, seen


def test_the_check_finds_nothing_wrong_with_them(files):
    portal = files[0].aq_parent.aq_parent.aq_parent
    assert check(SiteObjects([portal]), get_store(), settle_seconds=0) == []
