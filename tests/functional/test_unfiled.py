"""What was raised and went into no file is not kept for ever, and ends by two people (R180)."""

from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.concerns import make_listed_school
from tests.concerns import raise_one
from tests.concerns import raised
from tests.school import signed_in
from welfarefiles.calendars import london
from welfarefiles.inbox import handling
from welfarefiles.inbox import unfiled
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.retention.hold_register import holds_of

import pytest
import transaction


@pytest.fixture
def school(http):
    school = make_listed_school(http["portal"])
    release(school)
    return school


def release(school):
    """No hold stands over the school: the moratorium every school begins with is released."""
    for hold in holds_of(school).all():
        for user_id in ("head", "records"):
            holds_of(school).release(hold.id, user_id, "For the test")
    transaction.commit()


def settled(school, years=11):
    """A concern that needed no file, settled so many years ago."""
    concern = raise_one(school)
    with signed_in("lead"):
        handling.need_no_file(concern, "A misunderstanding")
    [history] = concern.workflow_history.values()
    history[-1]["time"] = history[-1]["time"] - 366 * years
    transaction.commit()
    return concern


def at(school):
    return f"{path_of(school)}/@@raised-kept"


def step(http, user_id, school, name, concern):
    return Person(http, user_id).send(at(school), step=name, ids=concern.getId())


def did(concern):
    return [one.action for one in entries(Filter(record_uid=concern.UID()))][::-1]


def test_prepared_by_one_destroyed_by_another(http, school):
    concern = settled(school)
    uid = concern.UID()
    text = Person(http, "records").page(at(school))[1]
    assert concern.reference in text
    assert "Canary" not in text
    assert step(http, "records", school, "prepare", concern)[0] == 302
    assert "Prepared by" in Person(http, "head").page(at(school))[1]
    assert step(http, "head", school, "destroy", concern)[0] == 302
    assert raised(school) == []
    actions = [one.action for one in entries(Filter(record_uid=uid))][::-1]
    assert actions[-2:] == ["inbox.end-prepared", "inbox.unfiled-destroyed"]
    assert "Nothing that was settled" in Person(http, "records").page(at(school))[1]


@pytest.mark.parametrize(
    ("years", "sentence"), [(1, "It is kept until"), (11, None), (9, "It is kept until")]
)
def test_not_before_its_time(http, school, years, sentence):
    concern = settled(school, years)
    status, text = step(http, "records", school, "prepare", concern)
    assert status == (200 if sentence else 302)
    assert sentence is None or sentence in text
    transaction.begin()
    assert bool(unfiled.prepared(school)) is (sentence is None)


@pytest.mark.parametrize(
    ("scope", "value"), [("school", ""), ("class", "raised_concern"), ("class", "other")]
)
def test_a_hold_stands(http, school, scope, value):
    concern = settled(school)
    step(http, "records", school, "prepare", concern)
    day = london.today() + timedelta(days=30)
    transaction.begin()
    holds_of(school).set("The court", "A case", scope, value, "head", day)
    transaction.commit()
    assert "A hold stands on it: The court" in step(http, "head", school, "destroy", concern)[1]
    assert len(raised(school)) == 1


def test_it_takes_two_who_neither_raised_nor_settled_it(http, school):
    concern = settled(school)
    assert step(http, "head", school, "prepare", concern)[0] == 404
    assert "Somebody else" in step(http, "head", school, "destroy", concern)[1]
    step(http, "records", school, "prepare", concern)
    assert step(http, "records", school, "destroy", concern)[0] == 404
    transaction.begin()
    concern.assigned_to = "head"
    transaction.commit()
    assert "Whoever raised or settled it" in step(http, "head", school, "destroy", concern)[1]
    assert len(raised(school)) == 1


def test_kept_after_all(http, school):
    concern = settled(school)
    step(http, "records", school, "prepare", concern)
    assert step(http, "head", school, "withdraw", concern)[0] == 302
    transaction.begin()
    assert unfiled.prepared(school) == {}
    assert "Somebody else" in step(http, "head", school, "destroy", concern)[1]


def test_what_is_not_settled_or_in_a_file_is_not_there(http, school):
    concern = raise_one(school)
    assert concern.reference not in Person(http, "records").page(at(school))[1]
    assert "not there" in step(http, "records", school, "prepare", concern)[1]


@pytest.mark.parametrize("user_id", ["staff", "lead", "office", "stranger"])
def test_nobody_else(http, school, user_id):
    concern = settled(school)
    person = Person(http, user_id)
    assert person.page(at(school))[0] == 404
    assert step(http, user_id, school, "prepare", concern)[0] == 404
    assert person.get(f"{path_of(school)}/@raised-kept")[0] == 404


def test_by_rest(http, school):
    concern, place = settled(school), f"{path_of(school)}/@raised-kept"
    records, head = Person(http, "records"), Person(http, "head")
    [item] = records.get(place)[1]["items"]
    assert (item["reference"], item["obstacles"]) == (concern.reference, [])
    assert "Canary" not in str(item)
    ids = [concern.getId()]
    for wrong in (
        {"step": "burn", "ids": ids},
        {"step": "prepare", "ids": "x"},
        {"step": "destroy"},
    ):
        assert records.post(place, **wrong)[0] == 400
    assert records.post(place, step="destroy", ids=ids)[0] == 404
    assert records.post(place, step="prepare", ids=ids)[1]["items"][0]["prepared_by"] == "records"
    assert head.post(place, step="destroy", ids=ids)[1]["items_total"] == 0
    assert raised(school) == []
