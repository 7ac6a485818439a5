"""The rule in Python and the rule in SQL give the same files to the same people at any time."""

from datetime import datetime
from datetime import timedelta
from random import Random
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.access.roles import roles_on
from welfarefiles.access.who import roles_by_state
from welfarefiles.calendars.london import LONDON
from welfarefiles.index import query
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.named_teams import named_teams
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.roles import GRANT_ROLES
from welfarefiles.people.roles import SCHOOL_ONLY_ROLES
from welfarefiles.people.roles import TEAM_ROLES
from welfarefiles.people.team import team

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
        for user_id in random.sample([*PEOPLE, *teams], 3):
            starts = random.choice(moments[1:])
            ends = random.choice([None, starts + timedelta(hours=random.choice([0.5, 24]))])
            role = random.choice(sorted(GRANT_ROLES))
            grant = grants(file).give(user_id, role, "invented", "x", starts=starts, ends=ends)
            if random.random() < 0.2:
                grants(file).revoke(grant.id, "x", "invented")
        for user_id in random.sample(PEOPLE, 1):
            barriers(file).add(user_id, "invented")
            if random.random() < 0.4:
                barriers(file).remove(user_id)
    transaction.commit()
    return made


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
