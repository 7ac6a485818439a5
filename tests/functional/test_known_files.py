"""Holds, disposals, named teams and the ledger say nothing of files one may not know of.

`junior` and `keeper` are named for welfare files only; `uncle` is records manager, and `aunt` is
auditor, of both kinds, and each is shut out of the one file.
"""

from datetime import date
from tests.api import JSON
from tests.api import path_of
from tests.api import Person
from tests.disposing import authorised
from tests.disposing import carry_out
from tests.disposing import make_due
from tests.disposing import release_all
from tests.disposing import reviewed
from tests.sample import make_user
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.calendars import london
from welfarefiles.disposal.register import disposals_of
from welfarefiles.disposal.sweep import digest
from welfarefiles.history.looking import explain
from welfarefiles.history.looking import EXPLAINED
from welfarefiles.history.looking import to_look
from welfarefiles.history.reach import reach
from welfarefiles.ledger import reading
from welfarefiles.lookup.rights import files_barred
from welfarefiles.people.named_teams import named_teams
from welfarefiles.retention.acting import set_hold
from welfarefiles.retention.hold_register import holds_of
from welfarefiles.retention.rows import note
from welfarefiles.retention.shipped import shipped
from welfarefiles.retention.spreadsheet import written

import pytest
import re
import transaction


BOTH = ("WelfareFile", "ChildProtectionFile")
NAMED = {
    "junior": ("Welfare Lead", "WelfareFile"),
    "keeper": ("Records Manager", "WelfareFile"),
    "uncle": ("Records Manager", *BOTH),
    "aunt": ("Auditor",),
}
A_MONDAY = date(2026, 11, 16)
GIVEN = {"authority": "Court", "reason": "Canaryreason", "review_on": "2999-01-01"}


def bar(file, *people):
    for user_id in people:
        barriers(file).add(user_id, "Relative of the child")
    transaction.commit()


@pytest.fixture
def school(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    for user_id, named in NAMED.items():
        make_user(http["portal"], user_id)
        name_for(school, user_id, *named)
    release_all(school)
    return school


@pytest.fixture
def held(school):
    """A child protection file with a hold on it, shut to uncle and aunt."""
    file = make_complete_file(school, "ChildProtectionFile")
    bar(file, "uncle", "aunt")
    with signed_in("head"):
        hold = set_hold(school, "Court", "Canaryreason", "file", file.UID(), london.today())
    transaction.commit()
    return SimpleNamespace(file=file, hold=hold)


@pytest.mark.parametrize("person", ["keeper", "uncle"])
def test_a_hold_on_a_file_one_may_not_know_of(http, school, held, person):
    asks, place = Person(http, person), path_of(school)
    for path in ("@@holds", "@@retention-report"):
        assert "Canaryreason" not in asks.page(f"{place}/{path}")[1]
        assert held.file.reference not in asks.page(f"{place}/{path}")[1]
    assert held.hold.id not in str(asks.get(f"{place}/@holds"))
    there = asks.post(f"{place}/@holds-release/{held.hold.id}", reason="Over")
    absent = asks.post(f"{place}/@holds-release/0123456789abcdef", reason="Over")
    assert there == absent
    transaction.begin()
    assert holds_of(school).get(held.hold.id).releases == ()
    assert held.hold.id in str(Person(http, "records").get(f"{place}/@holds"))


@pytest.mark.parametrize("person", ["keeper", "uncle"])
def test_no_reference_is_tried_out_by_a_hold(http, school, held, person):
    asks, path = Person(http, person), f"{path_of(school)}/@holds"
    there = asks.post(path, scope="file", value=held.file.reference, **GIVEN)
    absent = asks.post(path, scope="file", value="WF-1999-000009", **GIVEN)
    assert there[0] == absent[0] == 400
    assert str(there).replace(held.file.reference, "") == str(absent).replace("WF-1999-000009", "")


def test_a_hold_stands_in_the_ledger_with_its_file(school, held):
    for person, told in (("lead", 1), ("auditor", 1), ("aunt", 0)):
        with signed_in(person):
            found = reading.entries(reach(school, actions=("retention.hold-set",)))
        assert len(found) == told, person


def test_an_auditor_who_is_a_relative_reads_nothing_of_the_file(http, school, held):
    path = f"{path_of(school)}/@@history.csv"
    assert held.file.reference in Person(http, "auditor").page(path)[1]
    assert held.file.reference not in Person(http, "aunt").page(path)[1]


def test_what_a_schedule_moves(http, school):
    file = make_due(school)
    bar(file, "uncle")
    path, rules = f"{path_of(school)}/@@change-schedule", written(shipped("school").rules)
    assert file.reference in Person(http, "records").send(path, text=rules)[1]
    assert file.reference not in Person(http, "uncle").send(path, text=rules)[1]


def shown(http, path):
    """A page as the uncle sees it, without the token of its forms, which is another each time."""
    return re.sub(r' value="[0-9a-f]{40}"', "", Person(http, "uncle").page(path)[1])


def test_what_one_is_shut_out_of_does_not_count(http, school):
    report, disposals = (
        f"{path_of(school)}/{name}" for name in ("@@retention-report", "@disposals")
    )
    empty = shown(http, report)
    file = make_due(school)
    assert shown(http, report) != empty
    bar(file, "uncle")
    assert shown(http, report) == empty
    assert Person(http, "uncle").get(disposals)[1]["due"] == []
    assert Person(http, "records").get(disposals)[1]["due"] != []
    assert len(digest(school, BOTH, A_MONDAY)) == 1
    assert digest(school, BOTH, A_MONDAY, files_barred("uncle")) == []


def make_secret(school):
    file = make_due(school, "ChildProtectionFile")
    file.closed_on = date(1980, 7, 31)
    note(file)
    bar(file, "uncle", "aunt")
    return file


@pytest.mark.parametrize("person", ["keeper", "uncle", "aunt"])
def test_a_batch_with_a_file_one_may_not_know_of(http, school, person):
    file = make_secret(school)
    batch, asks, place = authorised(school, file), Person(http, person), path_of(school)
    for path in ("@@disposal", "@disposals"):
        answer = asks.ask(f"{place}/{path}", accept=JSON if path[1] != "@" else "text/html")
        assert answer.status == 200
        assert batch.id.encode() not in answer.body
    page = f"{place}/@@disposal-batch?id={batch.id}"
    assert asks.page(page)[0] == 404
    assert asks.get(f"{place}/@disposals/{batch.id}")[0] == 404
    for step in ("carry-out", "withdraw", "review"):
        sent = {"reason": "x", "uid": file.UID(), "decision": "keep"}
        assert asks.post(f"{place}/@disposals/{batch.id}/{step}", **sent)[0] == 404
    asks.send(page, f"{place}/@@disposal", destroy="1", sure="1")
    asks.send(page, f"{place}/@@disposal", withdraw="1", why="x")
    transaction.begin()
    assert disposals_of(school).batch(batch.id).state == "authorised"
    assert file.reference in Person(http, "auditor").page(page)[1]


def test_nor_when_it_was_carried_out(http, school):
    batch = carry_out(school, authorised(school, make_secret(school)))
    for name in ("@@disposal-certificate", "@@disposal-batch"):
        path = f"{path_of(school)}/{name}?id={batch.id}"
        assert Person(http, "keeper").ask(path).status == 404
        assert Person(http, "auditor").ask(path).status == 200


def test_a_batch_of_ones_own_kind_is_there(http, school):
    batch = reviewed(school, make_due(school))
    path = f"{path_of(school)}/@disposals/{batch.id}"
    assert [Person(http, one).get(path)[0] for one in ("keeper", "uncle", "head")] == [200] * 3


def test_nobody_gives_by_a_team_what_they_could_not_give(http, school):
    file = make_complete_file(school, "ChildProtectionFile")
    teams = named_teams(school)
    known, secret = teams.make("Year 5"), teams.make("Core group")
    with signed_in("lead"):
        grants(file).give(secret.id, "Case Reader", "Works with the child", "lead")
    transaction.commit()
    junior, place = Person(http, "junior"), f"{path_of(school)}/@named-teams"
    assert junior.patch(f"{place}/{known.id}", add=["staff"])[0] == 200
    status, said = junior.patch(f"{place}/{secret.id}", add=["staff"])
    assert (status, "cannot give" in str(said)) == (400, True)
    transaction.begin()
    assert named_teams(school).of("staff") == (known.id,)
    assert Person(http, "lead").patch(f"{place}/{secret.id}", add=["staff"])[0] == 200
    bar(file, "lead")
    assert Person(http, "lead").patch(f"{place}/{secret.id}", add=["office"])[0] == 400


def test_who_looked_at_a_finding_is_told_where_the_finding_is(http, school, held):
    Person(http, "uncle").page(path_of(held.file))
    transaction.begin()
    with signed_in("lead"):
        [found] = [one.finding for one in to_look(school) if one.finding.rule == "barred"]
        explain(school, found.key, "Canaryreason", "lead")
        transaction.commit()
    for person, told in (("lead", 1), ("auditor", 1), ("aunt", 0), ("junior", 0)):
        with signed_in(person):
            found = reading.entries(reach(school, actions=(EXPLAINED,)))
            waiting = [one for one in to_look(school) if one.finding.rule == "barred"]
        assert len(found) == told, person
        assert len(waiting) == told, person
