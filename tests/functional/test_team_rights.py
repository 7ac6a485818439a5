"""Who may name whom for the team: nobody themselves, nobody for what they lack (R003)."""

from datetime import timedelta
from plone.app.testing import SITE_OWNER_NAME
from tests.api import path_of
from tests.api import Person
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from welfarefiles.calendars import london
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.team import team

import pytest
import transaction


OWN = "Your own roles are changed by somebody else of the team."
BEYOND = "You can name people only for kinds of file you are named for yourself."
BOTH = ["ChildProtectionFile", "WelfareFile"]


@pytest.fixture
def school(http):
    """`junior` is lead of welfare files only; there is a child protection file."""
    make_people(http["portal"])
    make_user(http["portal"], "junior")
    school = make_staffed_school(http["portal"])
    name_for(school, "junior", "Welfare Lead", "WelfareFile")
    with signed_in("lead"):
        make_file(school, "ChildProtectionFile")
    transaction.commit()
    return school


def add(http, school, by, user_id, role, covers):
    """Page that answers when somebody names somebody."""
    path = f"{path_of(school)}/@@team"
    return Person(http, by).send(path, user_id=user_id, role=role, covers=covers)[1]


def roles(school, user_id):
    transaction.begin()
    return {(entry.role, entry.covers) for entry in team(school).of(user_id)}


def test_lead_and_authoriser_name_others(http, school):
    add(http, school, "lead", "stranger", "Welfare Lead", BOTH)
    assert roles(school, "stranger") == {("Welfare Lead", FILE_TYPES)}
    add(http, school, "head", "worker", "Records Manager", ["WelfareFile"])
    assert roles(school, "worker") == {("Records Manager", frozenset({"WelfareFile"}))}


def test_an_auditor_is_named_by_somebody_of_both_kinds(http, school):
    """The ledger tells an auditor of child protection files too."""
    assert BEYOND in add(http, school, "junior", "stranger", "Auditor", [])
    assert roles(school, "stranger") == set()
    add(http, school, "lead", "stranger", "Auditor", [])
    assert roles(school, "stranger") == {("Auditor", frozenset())}


@pytest.mark.parametrize("role", ["Welfare Lead", "Authoriser", "Records Manager"])
def test_nobody_names_themselves(http, school, role):
    before = roles(school, "junior")
    assert OWN in add(http, school, "junior", "junior", role, ["WelfareFile"])
    assert OWN in add(http, school, "junior", "junior", role, BOTH)
    assert roles(school, "junior") == before


def test_nobody_is_named_by_somebody_for_more_than_they_have(http, school):
    assert BEYOND in add(http, school, "junior", "stranger", "Welfare Lead", BOTH)
    assert roles(school, "stranger") == set()
    add(http, school, "junior", "stranger", "Welfare Lead", ["WelfareFile"])
    assert roles(school, "stranger") == {("Welfare Lead", frozenset({"WelfareFile"}))}


def test_nobody_ends_what_they_do_not_have(http, school):
    path, junior = f"{path_of(school)}/@@team", Person(http, "junior")
    assert BEYOND in junior.send(path, end="lead|Welfare Lead")[1]
    assert OWN in junior.send(path, end="junior|Welfare Lead")[1]
    transaction.begin()
    assert team(school).roles_of("lead") == {"Welfare Lead"}


@pytest.mark.parametrize("user_id", ["staff", "office", "records", "auditor", "stranger"])
def test_others_have_no_such_page(http, school, user_id):
    assert Person(http, user_id).page(f"{path_of(school)}/@@team")[0] == 404


def test_nobody_ends_beforehand_what_they_do_not_have(http, school):
    tomorrow = london.today() + timedelta(days=1)
    team(school).add(TeamEntry("stranger", "Welfare Lead", FILE_TYPES, starts=tomorrow))
    transaction.commit()
    path = f"{path_of(school)}/@@team"
    assert BEYOND in Person(http, "junior").send(path, end="stranger|Welfare Lead")[1]
    transaction.begin()
    assert team(school).roles_of("stranger", tomorrow) == {"Welfare Lead"}


def test_an_account_of_the_server_is_not_of_the_team(http, school):
    add(http, school, "lead", SITE_OWNER_NAME, "Welfare Lead", BOTH)
    assert roles(school, SITE_OWNER_NAME) == set()
