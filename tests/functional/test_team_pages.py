"""Cover, ending a role by two, and leaving (R188)."""

from datetime import timedelta
from tests.granting import mails
from tests.granting import make_scene
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_record
from tests.school import name_for
from tests.school import signed_in
from welfarefiles.access.grants import grants
from welfarefiles.accounts import closing
from welfarefiles.calendars import london
from welfarefiles.ledger import reading
from welfarefiles.people.named_teams import named_teams
from welfarefiles.people.team import team

import pytest
import transaction


@pytest.fixture
def scene(http):
    return make_scene(http)


def cover(scene, by="lead", **fields):
    day = london.today()
    sent = {
        "user_id": "worker",
        "covers": ["WelfareFile"],
        "starts": day,
        "ends": day + timedelta(days=4),
        **fields,
    }
    return scene.person(by).send(f"{scene.place}/@@cover", **sent)


def test_a_deputy_for_dates(scene):
    assert not scene.sees("worker")
    assert cover(scene)[0] == 302
    assert scene.sees("worker")
    transaction.begin()
    [entry] = [one for one in team(scene.school).of("worker") if one.cover_for]
    assert (entry.role, entry.cover_for, entry.named_by) == ("Welfare Lead", "lead", "lead")
    assert not entry.is_active(london.today() + timedelta(days=5))
    assert "Cover for" in scene.person("head").page(f"{scene.place}/@@team")[1]
    assert "Stands in for lead" in scene.person("lead").page(f"{scene.path}/@@access")[1]
    assert scene.ledger("team.cover")[-1][:3] == ("team.cover", "lead", "worker")


def test_what_a_deputy_does_is_marked_in_the_ledger(scene):
    cover(scene)
    scene.give("reader", by="worker")
    transaction.begin()
    [entry] = reading.entries(reading.Filter(actions=("access.given",), person="worker"))
    assert entry.standing == "cover"


def test_who_named_the_cover_ends_it_alone(scene):
    cover(scene)
    scene.person("lead").send(f"{scene.place}/@@team", end="worker|Welfare Lead")
    assert not scene.sees("worker")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends": ""}, "Cover needs a first and a last day."),
        ({"starts": ""}, "Cover needs a first and a last day."),
        ({"covers": []}, "Say for which files."),
        ({"user_id": "nobody"}, "Choose one of the school"),
        ({"user_id": "lead"}, "Choose one of the school"),
        ({"ends": "2020-01-01"}, "The last day"),
    ],
)
def test_cover_that_cannot_be_meant(scene, fields, said):
    _status, page = cover(scene, **fields)
    assert said in page
    assert not scene.sees("worker")


def test_an_authoriser_names_no_cover_for_a_lead(scene):
    assert "Only a Welfare Lead" in cover(scene, by="head")[1]


@pytest.mark.parametrize("role", ["Auditor", "Welfare Lead", "Authoriser"])
def test_roles_that_watch_are_ended_by_two_leads(scene, role):
    holder = {"Auditor": "auditor", "Welfare Lead": "third", "Authoriser": "head"}[role]
    if holder == "third":
        name_for(scene.school, "third", role, "WelfareFile")
        transaction.commit()
    path, button = f"{scene.place}/@@team", {"end": f"{holder}|{role}"}
    for _twice in range(2):
        scene.person("lead").send(path, **button)
        transaction.begin()
        assert role in team(scene.school).roles_of(holder)
    expected = {"second@example.org"} | ({"head@example.org"} if holder != "head" else set())
    assert set(mails()) == expected
    scene.person("second").send(path, **button)
    transaction.begin()
    assert role not in team(scene.school).roles_of(holder)
    assert len(scene.ledger("people.role-ended")) == 1


def test_the_head_ends_them_alone(scene):
    scene.person("head").send(f"{scene.place}/@@team", end="auditor|Auditor")
    transaction.begin()
    assert not team(scene.school).roles_of("auditor")


@pytest.mark.parametrize(
    "fields",
    [
        {"end": ["a|b", "c|d"]},
        {"end": "nobody"},
        {"end": "|"},
        {"user_id": ["a", "b"]},
        {"role": ["Auditor", "Auditor"]},
        {"starts": ["2026-01-01", "2026-01-02"]},
        {"ends": "31/12/2026"},
        {"covers": ["Everything", "Nothing"], "user_id": "stranger", "role": "Leader"},
        {"user_id": "team:1234", "role": "Auditor"},
        {"user_id": "x" * 10000},
    ],
)
def test_odd_input_is_a_sentence(scene, fields):
    before = team(scene.school).entries()
    status, page = scene.person("lead").send(f"{scene.place}/@@team", **fields)
    assert status == 200
    assert 'role="alert"' in page
    transaction.begin()
    assert team(scene.school).entries() == before


def leave(scene, by="lead", **fields):
    sent = {"person": "worker", "reason": "Left on 31 August", **fields}
    return scene.person(by).send(f"{scene.place}/@@leaving", **sent)


def open_again(user_id):
    """Open the account that was closed: what ended has to be gone by itself."""
    transaction.begin()
    closing.open_again(user_id)
    transaction.commit()


@pytest.fixture
def busy(scene):
    """The worker has a role, a named team, two files and a record of a third."""
    made = named_teams(scene.school).make("Year 5 pastoral")
    named_teams(scene.school).add(made.id, "worker", "lead")
    with signed_in("lead"):
        other, third = make_file(scene.school), make_file(scene.school, "ChildProtectionFile")
        note = make_record(third, "ContactNote")
        for place in (scene.file, other, note):
            grants(place).give("worker", "Case Reader", "Form tutor", "lead")
        grants(scene.file).give(made.id, "Case Reader", "They teach her", "lead")
    name_for(scene.school, "junior", "Welfare Lead", "WelfareFile")
    transaction.commit()
    scene.others = other, third, note
    return scene


def test_everything_ends_after_it_was_shown(busy):
    other, third, note = busy.others
    _status, page = leave(busy)
    for said in (
        busy.file.Title(),
        other.Title(),
        third.Title(),
        "Year 5 pastoral",
        "Staff Member",
    ):
        assert said in page
    assert busy.sees("worker")
    leave(busy, confirmed="worker")
    open_again("worker")
    for place in (busy.file, other, note):
        assert not busy.sees("worker", place)
    transaction.begin()
    assert team(busy.school).roles_of("worker") == frozenset()
    assert named_teams(busy.school).of("worker") == ()
    page = busy.person("head").page(f"{busy.place}/@@leaving")[1]
    assert "Who has left" in page
    assert "Left on 31 August" in page
    [entry] = busy.ledger("staff.left")
    assert entry == ("staff.left", "lead", "worker", "Left on 31 August")
    assert len(busy.ledger("access.taken-back")) == 3


def test_a_lead_of_one_kind_learns_nothing_of_the_other(busy):
    make_user(busy.layer["portal"], "junior")
    transaction.commit()
    _status, page = leave(busy, by="junior")
    assert busy.file.Title() in page
    assert busy.others[1].Title() not in page
    leave(busy, by="junior", confirmed="worker")
    open_again("worker")
    assert not busy.sees("worker", busy.others[2])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"person": "lead"}, "Your own roles"),
        ({"person": "auditor"}, "two leads together"),
        ({"person": "second"}, "two leads together"),
        ({"person": "nobody"}, "Choose one of the school"),
        ({"person": ""}, "Choose one of the school"),
        ({"reason": ""}, "Say why"),
        ({"person": ["worker", "reader"]}, "Give one answer here."),
    ],
)
def test_leaving_that_is_refused(scene, fields, said):
    sent = {"confirmed": fields.get("person", "worker"), **fields}
    assert said in leave(scene, **sent)[1]
    transaction.begin()
    assert team(scene.school).roles_of("worker") == {"Staff Member"}
    assert scene.ledger("staff.left") == []


@pytest.mark.parametrize("user_id", ["worker", "office", "auditor", "records", "siteadmin"])
def test_others_have_no_such_pages(scene, user_id):
    for page in ("@@team", "@@cover", "@@named-teams", "@@leaving"):
        assert scene.person(user_id).page(f"{scene.place}/{page}")[0] == 404
