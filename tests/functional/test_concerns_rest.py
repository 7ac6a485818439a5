"""REST on raising concerns and on the inbox; asking to see a record by page and REST (R144)."""

from base64 import b64encode
from tests.api import path_of
from tests.api import Person
from tests.concerns import CHILD
from tests.concerns import mails
from tests.concerns import make_listed_school
from tests.concerns import page
from tests.concerns import raise_one
from tests.concerns import raised
from tests.sample import make_file
from tests.school import signed_in
from welfarefiles.calendars import london

import pytest
import transaction


SENT = {"child": CHILD, "what": "She said it.", "happened_at": "2026-11-19T15:40:00+00:00"}


@pytest.fixture
def school(http):
    return make_listed_school(http["portal"])


def at(school, name):
    return f"{path_of(school)}/concerns/{name}"


def test_raised_and_seen_by_who_raised_it(http, school):
    staff = Person(http, "staff")
    [pupil] = staff.post(at(school, "@find-pupil"), text="cana")[1]["items"]
    assert pupil["label"] == CHILD
    picture = {"data": b64encode(b"\xff\xd8\xffx").decode(), "filename": "note.jpg"}
    status, made = staff.post(
        at(school, "@raise"), **SENT, pupil=pupil["key"], danger=True, photographs=[picture]
    )
    assert (status, made["state"], made["photographs"]) == (201, "Received", 1)
    [concern] = raised(school)
    assert (concern.reference, concern.pupil, concern.danger) == (
        made["reference"],
        pupil["key"],
        True,
    )
    status, own = staff.get(at(school, "@my-concerns"))
    assert [one["reference"] for one in own["items"]] == [concern.reference]
    added = staff.post(at(school, "@my-concerns"), id=concern.getId(), text="And again.")[1]
    assert [one["text"] for one in added["messages"]] == ["And again."]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"child": ""}, "child"),
        ({"what": ""}, "what"),
        ({"what": 3}, "what"),
        ({"happened_at": "2999-01-01T10:00:00+00:00"}, "happened_at"),
        ({"parents_know": "no"}, "not_told_reason"),
        ({"parents_know": "perhaps"}, "parents_know"),
        ({"photographs": ["x"]}, "photographs"),
        ({"photographs": [{"data": "AAAA", "filename": "a.jpg"}] * 31}, "photographs"),
        ({"photographs": [{"data": "%%", "filename": "a.jpg"}]}, "photographs"),
    ],
)
def test_refused_beside_the_field(http, school, sent, field):
    status, answer = Person(http, "staff").post(at(school, "@raise"), **{**SENT, **sent})
    assert status == 400
    assert field in [error["field"] for error in answer["error"]["errors"]]
    assert raised(school) == []


def test_inbox_and_steps(http, school):
    lead = Person(http, "lead")
    with signed_in("lead"):
        file = make_file(school, given_name="Canary", family_name="Zephyrine")
    concern = raise_one(school)
    [item] = lead.get(at(school, "@inbox"))[1]["items"]
    assert (item["reference"], item["state_id"], item["child"]) == (concern.reference, "new", CHILD)
    path = path_of(concern)
    assert lead.get(path)[1]["answers"][0]["text"] == "She said: “I saw a heron.”"
    assert lead.post(f"{path}/@take-up")[1]["assigned_to"] == "lead"
    assert lead.post(f"{path}/@reply", text="Thank you.")[0] == 200
    assert lead.post(f"{path}/@note", text="For leads.")[1]["messages"][-1]["kind"] == "note"
    assert lead.post(f"{path}/@assign", assignee="staff")[0] == 400
    assert lead.post(f"{path}/@no-file", reason="")[0] == 400
    given = {"file": file.reference, "nature": "A heron", "told": "confidentiality"}
    assert lead.post(f"{path}/@file", **{**given, "told": ""})[0] == 400
    assert lead.post(f"{path}/@file", **given)[1]["review_state"] == "acted_on"
    assert lead.post(f"{path}/@file", **given)[0] == 400
    transaction.begin()
    assert [one.not_told_reason for one in file.objectValues()] == ["confidentiality"]
    assert lead.get(at(school, "@inbox"))[1]["items"] == []
    assert lead.get(at(school, "@inbox?show=settled"))[1]["items_total"] == 1


@pytest.mark.parametrize("user_id", ["staff", "head", "office", "auditor", "stranger"])
def test_steps_are_for_leads(http, school, user_id):
    concern, person = raise_one(school, "staff"), Person(http, user_id)
    path = path_of(concern)
    assert person.get(path)[0] == person.get(at(school, "@inbox"))[0] == 404
    for name in ("take-up", "assign", "reply", "note", "no-file", "dealt-with", "file"):
        assert person.post(f"{path}/@{name}", text="x", reason="x")[0] == 404
    transaction.begin()
    assert (concern.messages, concern.assigned_to) == ((), "")


def test_asking_to_see_a_record(http, school):
    staff, lead = Person(http, "staff"), Person(http, "lead")
    path, today = page(school, "ask-to-see"), london.today().isoformat()
    given = {"child": CHILD, "who": "parent", "name": "Orla Zephyrine", "day": today}
    for missing in ("child", "who", "name"):
        assert staff.send(path, **{**given, missing: ""})[0] == 200
    assert "in the future" in staff.send(path, **{**given, "day": "2999-01-01"})[1]
    assert raised(school) == []
    assert staff.send(path, **given)[0] == 302
    [request] = raised(school)
    assert request.kind == "request"
    assert request.answer("day") == london.format_date(london.today())
    assert f"Request to see a record: {request.reference}" in mails()
    shown = lead.page(path_of(request))[1]
    assert "The clock starts on" in shown
    assert "Orla Zephyrine" in shown
    assert "Put it into the child" not in shown
    assert lead.send(path_of(request), step="no-file", reason="No")[0] == 200
    assert lead.send(path_of(request), step="answer", text="Shown on Monday.")[0] == 302
    own = staff.page(page(school, "my-concerns"))[1]
    assert "Acted on" in own
    assert "Shown on Monday" not in own


def test_asking_by_rest(http, school):
    staff = Person(http, "staff")
    given = {"child": CHILD, "who": "pupil", "name": "Canary", "day": "2026-11-20"}
    assert staff.post(at(school, "@ask-to-see"), **{**given, "day": "soon"})[0] == 400
    assert staff.post(at(school, "@ask-to-see"), **given)[0] == 201
    [request] = raised(school)
    lead = Person(http, "lead")
    assert lead.post(f"{path_of(request)}/@file", file="x")[0] == 400
    done = lead.post(f"{path_of(request)}/@dealt-with", text="Shown.")
    assert done[1]["review_state"] == "acted_on"
    assert Person(http, "stranger").post(at(school, "@ask-to-see"), **given)[0] == 404
