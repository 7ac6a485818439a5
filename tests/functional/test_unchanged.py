"""The bar at the head of a page is kept in memory, and is never older than what was saved."""

from lxml import html
from tests.api import Person
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import team

import pytest
import transaction


@pytest.fixture
def school(http):
    make_people(http["portal"])
    make_user(http["portal"], "newcomer")
    made = make_staffed_school(http["portal"])
    transaction.commit()
    return made


def bar(person):
    """The links at the head of the person's home page."""
    _status, page = person.page("/plone/@@home")
    return {link.text_content().split()[0] for link in html.fromstring(page).cssselect(".places a")}


def test_each_person_has_their_own(http, school):
    lead, staff = Person(http, "lead"), Person(http, "staff")
    for _time in ("made", "from memory"):
        assert {"Inbox", "Deadlines"} <= bar(lead)
        assert not {"Inbox", "Deadlines"} & bar(staff)


def test_a_new_role_is_seen_on_the_next_page_and_so_is_its_end(http, school):
    newcomer = Person(http, "newcomer")
    before = bar(newcomer)
    team(school).add(TeamEntry("newcomer", "Welfare Lead", frozenset({"WelfareFile"})))
    transaction.commit()
    assert {"Register", "Inbox"} <= bar(newcomer)
    team(school).end("newcomer", "Welfare Lead")
    transaction.commit()
    assert bar(newcomer) == before
