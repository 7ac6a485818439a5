"""Pages and REST of retention, each three ways: refused, allowed, wrong."""

from datetime import date
from plone.uuid.interfaces import IUUID
from tests.api import path_of
from tests.api import Person
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import put
from welfarefiles.retention.hold_register import holds_of
from welfarefiles.retention.knowledge import keep
from welfarefiles.retention.knowledge import Knowledge
from welfarefiles.retention.knowledge import knowledge_of
from welfarefiles.retention.knowledge import Sibling
from welfarefiles.retention.rows import note
from welfarefiles.retention.schedules import schedule_of
from welfarefiles.retention.shipped import shipped
from welfarefiles.retention.spreadsheet import written

import itertools
import pytest
import transaction


REASON = "National guidance was issued."
EVERYBODY = {"staff", "lead", "head", "office", "records", "auditor", "worker", "stranger"}


@pytest.fixture
def school(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    transaction.commit()
    return school


@pytest.fixture
def file(school):
    file = make_complete_file(school)
    put(file, "closed")
    note(file)
    transaction.commit()
    return file


def statuses(http, path, method="page"):
    """`{person: status}` of everybody who asks for a path."""
    return {one: getattr(Person(http, one), method)(path)[0] for one in EVERYBODY}


@pytest.mark.parametrize(
    ("name", "readers"),
    [
        ("@@holds", {"head", "records"}),
        ("@@retention-schedule", {"head", "records", "auditor"}),
        ("@@retention-schedule.csv", {"head", "records", "auditor"}),
        ("@@retention-report", {"head", "records", "auditor"}),
        ("@@change-schedule", {"records"}),
        ("@@disposal", {"head", "records", "auditor"}),
    ],
)
def test_who_sees_the_pages_of_a_school(http, school, name, readers):
    found = statuses(http, f"{path_of(school)}/{name}")
    assert {one for one, status in found.items() if status == 200} == readers
    assert {status for one, status in found.items() if one not in readers} == {404}


@pytest.mark.parametrize("name", ["@@retention", "@@retention-facts"])
def test_who_sees_the_pages_of_a_file(http, file, name):
    found = statuses(http, f"{path_of(file)}/{name}")
    assert {one for one, status in found.items() if status == 200} == {"lead", "records"}


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_reader_is_told_no_day_and_no_reason(http, school, file, state):
    """The youngest child's day of birth is another child's, and a hold tells of an inquiry."""
    put(file, state)
    grant_all(file)
    family = {"siblings": (Sibling(born=date(2019, 7, 6)),), "family_complete": True}
    keep(file, Knowledge(classes=frozenset({"child_protection_unit"}), **family))
    holds_of(school).set("Inquiry", "Looks at Larch", "school", "", "head", date(2030, 1, 1))
    note(file)
    transaction.commit()
    path = path_of(file)
    told = {"lead": True, "head": True, "reader": False, "worker": False}
    for user_id in told if state == "open" else ("lead", "records"):
        asks = Person(http, user_id)
        page, data = asks.page(f"{path}/@@retention")[1], asks.get(f"{path}/@retention")[1]
        knows = told.get(user_id, True)
        found = [word in page for word in ("Looks at Larch", "6 Jul 2019", "06/07/2019", "2044")]
        assert any(found) is knows, (user_id, found)
        assert ("Larch" in str(data), "2019-07-06" in str(data)) == (knows, knows)
        assert data["held"] is True
        assert knows or "The file is on hold" in page


def test_facts_by_page(http, file):
    path = f"{path_of(file)}/@@retention-facts"
    records = Person(http, "records")
    _status, page = records.send(path, died_on="2999-01-01", keep_reason="Typed text")
    assert "This day cannot be" in page
    assert "Typed text" in page
    transaction.begin()
    assert knowledge_of(file).died_on is None
    records.send(path, classes="send", family_complete="1")
    transaction.begin()
    assert knowledge_of(file).classes == {"send"}
    assert "R176" in records.page(f"{path_of(file)}/@@retention")[1]


def test_facts_by_rest(http, file):
    path = f"{path_of(file)}/@retention"
    assert Person(http, "office").patch(path, classes=["send"])[0] == 404
    records = Person(http, "records")
    for wrong in ({"died_on": "soon"}, {"nothing": 1}, {"classes": ["x"]}, {"siblings": "x"}):
        status, data = records.patch(path, **wrong)
        assert (status, data["error"]["type"]) == (400, "ValidationError")
    status, data = records.patch(path, classes=["foster_carers"])
    assert status == 200
    assert data["missing"] == ["ceased_fostering_on"]
    assert data["disposal_from"] is None
    assert [hold["scope"] for hold in data["holds"]] == ["school"]


def test_a_hold_by_page(http, school):
    path = f"{path_of(school)}/@@holds"
    [moratorium] = holds_of(school).all()
    records, head = Person(http, "records"), Person(http, "head")
    _status, page = records.send(path, authority="Court", why="", scope="school")
    assert "Say when the hold is looked at again" in page
    assert 'value="Court"' in page
    reason = f"reason-{moratorium.id}"
    records.send(path, release=moratorium.id, **{reason: REASON})
    _status, page = records.send(path, release=moratorium.id, **{reason: REASON})
    assert "you have agreed already" in page
    Person(http, "lead").send(path, path, release=moratorium.id, **{reason: REASON})
    transaction.begin()
    assert holds_of(school).get(moratorium.id).stands
    head.send(path, release=moratorium.id, **{reason: REASON})
    transaction.begin()
    assert not holds_of(school).get(moratorium.id).stands


def test_a_hold_by_rest(http, school, file):
    path = f"{path_of(school)}/@holds"
    records = Person(http, "records")
    given = {"authority": "Court", "reason": "Proceedings", "review_on": "2999-01-01"}
    assert Person(http, "lead").post(path, scope="school", **given)[0] == 404
    status, data = records.post(path, scope="file", value="WF-1999-000009", **given)
    assert (status, data["error"]["errors"][0]["field"]) == (400, "value")
    status, hold = records.post(path, scope="file", value=file.reference, **given)
    assert (status, hold["value"]) == (201, IUUID(file))
    release = f"{path_of(school)}/@holds-release/{hold['id']}"
    assert records.post(release, reason="")[0] == 400
    assert records.post(release, reason=REASON)[1]["stands"] is True
    assert records.post(release, reason=REASON)[0] == 400
    assert Person(http, "head").post(release, reason=REASON)[1]["stands"] is False
    assert len(records.get(path)[1]["items"]) == 2


def test_the_schedule_by_page(http, school, file):
    path = f"{path_of(school)}/@@change-schedule"
    records = Person(http, "records")
    rules = written(shipped("school").rules)
    _status, page = records.send(path, text=rules.replace("S3", "S2"))
    assert "stands on line" in page
    _status, page = records.send(path, text=rules)
    assert file.reference in page
    transaction.begin()
    assert schedule_of(school).id == "council"
    records.send(path, text=rules, adopt="1")
    transaction.begin()
    assert (schedule_of(school).id, schedule_of(school).version) == ("school", 2)


def test_the_schedule_by_rest(http, school, file):
    path = f"{path_of(school)}/@retention-schedule"
    rules = written(shipped("school").rules)
    assert Person(http, "head").post(path, rules=rules, adopt=True)[0] == 404
    records = Person(http, "records")
    assert records.post(path, rules="nonsense")[0] == 400
    assert records.post(path, rules=rules)[1]["changes"] == {"later": 1}
    assert records.get(path)[1]["version"] == 1
    assert records.post(path, rules=rules, adopt=True)[1]["version"] == 2


@pytest.mark.parametrize("route", ["page", "rest"])
def test_every_pair_of_people_at_a_hold(http, school, route):
    """Only two different people, each with the right, end one."""
    asks = {one: Person(http, one) for one in sorted(EVERYBODY)}
    ended = set()
    for first, second in itertools.product(asks, asks):
        id = holds_of(school).set("Court", "Case", "school", "", "records", date(2999, 1, 1)).id
        transaction.commit()
        for person in (first, second):
            release(asks[person], school, id, route)
        transaction.begin()
        if not holds_of(school).get(id).stands:
            ended.add((first, second))
    assert ended == {("head", "records"), ("records", "head")}


def release(person, school, id, route):
    if route == "rest":
        person.post(f"{path_of(school)}/@holds-release/{id}", reason=REASON)
    else:
        person.send(f"{path_of(school)}/@@holds", release=id, **{f"reason-{id}": REASON})
