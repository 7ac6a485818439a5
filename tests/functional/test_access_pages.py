"""Giving access to one file on its pages: given, looked at again, changed, taken back."""

from datetime import timedelta
from tests.api import path_of
from tests.granting import make_scene
from tests.sample import make_file
from tests.sample import make_note
from tests.school import make_record
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.grants import grants
from welfarefiles.calendars import london
from welfarefiles.people.named_teams import named_teams

import pytest
import transaction


@pytest.fixture
def scene(http):
    return make_scene(http)


def given(scene, user_id="worker"):
    transaction.begin()
    [grant] = scene.grants(user_id)
    return grant


def change(scene, do, by="lead", **fields):
    path = f"{scene.path}/@@change-access"
    id = given(scene).id
    return scene.person(by).send(path, f"{path}?grant={id}", grant=id, do=do, **fields)


def test_given_on_the_page_and_seen_on_the_next_request(scene):
    assert not scene.sees("worker")
    status, _page = scene.give()
    assert status == 302
    assert scene.sees("worker")
    assert not scene.sees("reader")
    _status, page = scene.person("lead").page(f"{scene.path}/@@access")
    for said in ("worker", "Form tutor", "until it is taken back", "Welfare Lead of the school"):
        assert said in page
    assert scene.ledger("access.given")[-1] == ("access.given", "lead", "worker", "Form tutor")


def test_a_reader_of_the_restricted_section_is_named(scene):
    """For the file, by its lead, never for one record and never by oneself (R131)."""
    record = make_note(scene.file)
    transaction.commit()
    lead, privileged = scene.person("lead"), {"role": "Privileged Reader"}
    assert "Read its restricted section" in lead.page(f"{scene.path}/@@give-access")[1]
    assert "restricted" not in lead.page(f"{path_of(record)}/@@give-access")[1]
    sent = {"user_id": "worker", "reason": "Instructs Legal Services", **privileged}
    assert lead.send(f"{path_of(record)}/@@give-access", **sent)[0] == 200
    assert scene.give("lead", **privileged)[0] == 200
    assert scene.give("worker", "reader", **privileged)[0] == 404
    assert scene.grants("worker") == []
    assert scene.give("worker", **privileged)[0] == 302
    page = lead.page(f"{scene.path}/@@access")[1]
    assert "Who reads its restricted section" in page
    [listed] = [
        one for one in lead.get(f"{scene.path}/@access")[1]["items"] if one["sees"] == "restricted"
    ]
    assert listed["who"] == "worker"
    assert scene.give("worker")[0] == 302
    assert "Restricted" in scene.person("worker").page("/plone/@@your-access")[1]


def test_one_record_is_given_from_its_page(scene):
    record = make_note(scene.file)
    transaction.commit()
    place = path_of(record)
    lead = scene.person("lead")
    assert f"{place}/@@give-access" in lead.page(place)[1]
    assert f"{scene.path}/@@chronology" in lead.page(f"{scene.path}/@@give-access")[1]
    status, page = lead.page(f"{place}/@@give-access")
    assert status == 200, page
    assert "nothing else of the file" in page
    sent = {"user_id": "worker", "role": "Case Reader", "reason": "Met the mother"}
    assert lead.send(f"{place}/@@give-access", **sent)[0] == 302
    assert scene.person("worker").page(place)[0] == 200
    assert not scene.sees("worker")
    assert "@@give-access" not in scene.person("worker").page(place)[1]
    assert scene.ledger("access.given")[-1] == ("access.given", "lead", "worker", "Met the mother")


def test_what_is_about_the_whole_file_offers_no_access_to_itself(scene):
    with signed_in("lead"):
        summary = make_record(scene.file, "ClosingSummary")
    transaction.commit()
    assert "@@give-access" not in scene.person("lead").page(path_of(summary))[1]


def test_a_first_and_a_last_day(scene):
    day = london.today()
    scene.give(starts=day + timedelta(days=2), ends=day + timedelta(days=3))
    assert not scene.sees("worker")
    grant = given(scene)
    assert london.in_london(grant.starts).date() == day + timedelta(days=2)
    assert grant.ends - grant.starts >= timedelta(hours=47)
    assert "Begins later" in scene.person("lead").page(f"{scene.path}/@@access")[1]


def test_taken_back_with_a_reason(scene):
    scene.give()
    _status, page = change(scene, "take", reason=" ")
    assert "Say why the access is taken back." in page
    assert scene.sees("worker")
    change(scene, "take", reason="Left the class")
    assert not scene.sees("worker")
    assert "Left the class" in scene.person("lead").page(f"{scene.path}/@@access")[1]
    assert scene.ledger("access.taken-back")[-1][1:] == ("lead", "worker", "Left the class")


def test_looked_at_again_and_kept(scene):
    scene.give()
    assert given(scene).review_on == london.today() + timedelta(days=90)
    _status, page = change(scene, "keep", because="", next_on="2026-01-01")
    assert "Say why the access is still needed." in page
    day = london.today() + timedelta(days=30)
    change(scene, "keep", because="Still her tutor", next_on=day)
    assert given(scene).review_on == day
    assert [(one.by, one.because) for one in given(scene).reviews] == [("lead", "Still her tutor")]
    assert scene.ledger("access.kept")[-1][1:] == ("lead", "worker", "Still her tutor")


def test_the_end_is_changed_with_a_reason(scene):
    scene.give()
    day = london.today() + timedelta(days=7)
    assert "Say why the end changes." in change(scene, "change", ends=day)[1]
    change(scene, "change", ends=day, why="End of the placement")
    assert london.in_london(given(scene).ends).date() == day + timedelta(days=1)
    yesterday = london.today() - timedelta(days=1)
    assert "passed already" in change(scene, "change", ends=yesterday, why="x")[1]


def test_given_to_a_named_team(scene):
    teams = named_teams(scene.school)
    made = teams.make("Year 5 pastoral")
    teams.add(made.id, "worker", "lead")
    transaction.commit()
    assert scene.give("Year 5 pastoral")[0] == 302
    assert scene.sees("worker")
    assert not scene.sees("reader")
    page = f"{scene.place}/@@named-teams"
    lead = scene.person("lead")
    lead.send(page, team=made.id, do="add", person="reader")
    assert scene.sees("reader")
    lead.send(page, team=made.id, do="remove|worker")
    assert not scene.sees("worker")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"user_id": "nobody here"}, "Choose one of the school"),
        ({"user_id": "lead"}, "Your own access is given by somebody else."),
        ({"user_id": "admin"}, "Choose one of the school"),
        ({"role": "Welfare Lead"}, "Choose what they may do."),
        ({"role": ""}, "Choose what they may do."),
        ({"reason": "  "}, "Say why this person needs to know."),
        ({"ends": "2020-01-01"}, "The end has passed already."),
        ({"ends": "soon"}, "Enter a date"),
        ({"user_id": ["worker", "reader"]}, "Give one answer here."),
        ({"reason": ["a", "b"]}, "Give one answer here."),
        ({"starts": ["2026-01-01", "x"]}, "Give one answer here."),
    ],
)
def test_what_cannot_be_meant_is_told_and_gives_nothing(scene, fields, said):
    status, page = scene.give(**fields)
    assert status == 200
    assert said in page
    transaction.begin()
    assert scene.grants() == []


@pytest.mark.parametrize(
    "user_id", ["head", "worker", "stranger", "office", "auditor", "siteadmin"]
)
@pytest.mark.parametrize("page", ["@@access", "@@give-access", "@@change-access", "@@barrier"])
def test_others_have_no_such_page(scene, user_id, page):
    scene.give()
    assert scene.person(user_id).page(f"{scene.path}/{page}")[0] == 404
    assert scene.person(user_id).send(f"{scene.path}/{page}", shown="/plone/login")[0] == 404
    assert len(scene.grants()) == 1


def test_a_closed_file_has_its_page_and_gives_nothing(scene):
    put(scene.file, "closed")
    transaction.commit()
    for user_id in ("lead", "records"):
        assert scene.person(user_id).page(f"{scene.path}/@@access")[0] == 200
        assert scene.person(user_id).page(f"{scene.path}/@@give-access")[0] == 404


def test_home_and_own_page_tell_the_person_themselves(scene):
    scene.give(ends=london.today() + timedelta(days=7))
    worker = scene.person("worker")
    for path in ("/plone", "/plone/@@your-access"):
        page = worker.page(path)[1]
        assert scene.file.Title() in page
        assert "Form tutor" in page
        assert scene.file.family_name not in page
    assert "All welfare and child protection files" in scene.person("lead").page("/plone")[1]
    assert "You can see no file" in scene.person("siteadmin").page("/plone/@@your-access")[1]


def test_a_review_that_is_due_stands_on_the_lead_s_home(scene):
    scene.give()
    grant = given(scene)
    grants(scene.file)._put(type(grant)(**{**vars(grant), "review_on": london.today()}))
    transaction.commit()
    assert "The access of" in scene.person("lead").page("/plone")[1]
    assert "The access of" not in scene.person("head").page("/plone")[1]
    other = make_file(scene.school)
    transaction.commit()
    assert path_of(other) not in scene.person("lead").page("/plone")[1]
