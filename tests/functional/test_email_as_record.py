"""An email filed from the upload page: as a record, in the restricted section, or not at all."""

from lxml import html
from plone import api
from tests.api import path_of
from tests.api import Person
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.unit.test_messages import make_eml
from tests.unit.test_messages import make_msg
from tests.unit.test_messages import SENT
from welfarefiles.access.grants import grants
from welfarefiles.access.section import is_restricted
from welfarefiles.ledger import reading

import json
import pytest
import transaction


EDGE = "----edge"
LEGAL = "legal.council.example"
ATTACHED = [("minutes.txt", b"The kingfisher came back."), ("big.pdf", b"%PDF-" + b"x" * 5000)]


class Filer(Person):
    """Somebody at the upload page of the file at `.path`."""

    def file(self, name, data, script=True, **fields):
        """(status, answer) of one upload."""
        status, page = self.page(f"{self.path}/@@upload")
        if status != 200:
            return status, {}
        token = html.fromstring(page).xpath("//input[@name='_authenticator']/@value")[0]
        sent = {"_authenticator": token, "is_record": "record", "led_to": "A place.", **fields}
        sent |= {"ajax": "1"} if script else {}
        parts = [
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in sent.items()
        ]
        parts.append(
            f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        )
        body = "".join(parts).encode() + data + f"\r\n--{EDGE}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
        answer = self.ask(f"{self.path}/@@upload", "POST", "application/json", body, **kind)
        return answer.status, json.loads(answer.body) if script else answer.body.decode()


@pytest.fixture
def place(http):
    """A file with a worker, a reader, and a worker who reads the restricted section."""
    portal = http["portal"]
    make_people(portal)
    make_user(portal, "adviser")
    school = make_staffed_school(portal)
    api.portal.set_registry_record("welfarefiles.correspondence.legal_services", [LEGAL])
    with signed_in("lead"):
        file = make_file(school)
        given = grants(file)
        given.give("worker", "Case Worker", "Works with the child", "lead")
        given.give("reader", "Case Reader", "Reads", "lead")
        given.give("adviser", "Case Worker", "Works with the child", "lead")
        given.give("adviser", "Privileged Reader", "Writes to Legal Services", "lead")
    transaction.commit()
    return {"http": http, "file": file}


def filer(place, user_id):
    person = Filer(place["http"], user_id)
    person.path = path_of(place["file"])
    return person


def filed(place):
    transaction.begin()
    return list(place["file"].objectValues())


def path_in(answer):
    return "/" + answer["url"].partition("//")[2].partition("/")[2]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.eml", make_eml(subject="Monday", attachments=ATTACHED).as_bytes()),
        (
            "A.MSG",
            make_msg(
                body="He came.", sent=SENT, attachments=ATTACHED, people=[(1, "Zoë", "z@x.y")]
            ),
        ),
    ],
)
def test_a_message_becomes_one_record(place, name, data):
    worker = filer(place, "worker")
    status, answer = worker.file(name, data)
    assert (status, answer["title"]) == (201, "Email")
    [record] = filed(place)
    assert (record.portal_type, record.happened_at) == ("Correspondence", SENT)
    assert api.content.get_state(record) == "draft"
    assert not is_restricted(record)
    with record.file.open() as stream:
        assert stream.read() == data
    actions = [one.action for one in reading.entries(limit=20)]
    assert "records.added" in actions
    path = path_in(answer)
    _status, page = worker.page(path)
    for said in ("Email: Monday", "orla@example.org", "He came.", "A place.", "minutes.txt"):
        assert said in page
    assert "16 July 2026, 09:05" in page
    for number, (_name, kept) in enumerate(ATTACHED, 1):
        given = worker.ask(f"{path}/@@attachment/{number}")
        assert (given.status, given.body) == (200, kept)
        assert given.header("content-disposition").startswith('attachment; filename="WF-')
        assert given.header("content-type") == "application/octet-stream"
    original = worker.ask(f"{path}/@@download/file")
    assert (original.status, original.body) == (200, data)
    assert original.header("content-disposition").startswith("attachment")
    for wrong in ("@@attachment", "@@attachment/3", "@@attachment/0", "@@attachment/1/2"):
        assert worker.ask(f"{path}/{wrong}").status == 404
    assert filer(place, "stranger").ask(f"{path}/@@attachment/1").status == 404
    for word in ("kingfisher", "Monday", "came"):
        found = worker.post("/plone/@search", SearchableText=word)[1]
        assert found["items_total"] == 1, (word, found)


def test_what_a_message_says_is_not_changed(place):
    worker = filer(place, "worker")
    path = path_in(worker.file("a.eml", make_eml().as_bytes())[1])
    for name in ("body", "sender", "subject", "happened_at", "attachments"):
        assert worker.patch(path, **{name: "other"})[0] == 400
    assert worker.patch(path, led_to="Another place.")[0] in (200, 204)
    _status, form = worker.page(f"{path}/edit")
    assert "Another place." in form
    assert "form.widgets.body" not in form
    assert worker.step(path, "sign") == (200, [])
    assert worker.patch(path, led_to="No place.")[0] >= 400


@pytest.mark.parametrize(
    ("fields", "data", "field"),
    [
        ({"is_record": "information"}, make_eml().as_bytes(), "is_record"),
        ({"is_record": ""}, make_eml().as_bytes(), "is_record"),
        ({"led_to": " "}, make_eml().as_bytes(), "led_to"),
        ({}, b"", "file"),
        ({}, b"PK\x03\x04 no message", "file"),
        ({}, b"From: a@b.example\nDate: Thu, 16 Jul 2099 09:05:00 +0100\n\nx", "file"),
    ],
)
def test_what_is_no_record_is_not_filed(place, fields, data, field):
    status, answer = filer(place, "worker").file("a.eml", data, **fields)
    assert (status, [*answer["errors"]]) == (422, [field])
    assert filed(place) == []


def test_who_may_not_add_records_files_none(place):
    for user_id in ("reader", "stranger"):
        assert filer(place, user_id).file("a.eml", make_eml().as_bytes())[0] == 404
    assert filed(place) == []


def test_legal_services_go_to_the_restricted_section_or_nowhere(place):
    data = make_eml(f"Yes.\n\nFrom: Adviser <a@team.{LEGAL}>\nTo: Head\n\nDo nothing.").as_bytes()
    status, answer = filer(place, "worker").file("a.eml", data)
    assert (status, [*answer["errors"]]) == (422, ["file"])
    assert "Legal Services" in answer["errors"]["file"][0]
    assert filed(place) == []
    adviser = filer(place, "adviser")
    status, answer = adviser.file("a.eml", data)
    assert status == 201
    [record] = filed(place)
    assert is_restricted(record)
    assert adviser.ask(path_in(answer)).status == 200
    for user_id in ("worker", "lead", "reader"):
        assert filer(place, user_id).ask(path_in(answer)).status == 404


def test_without_the_script_and_twice(place):
    worker, data = filer(place, "worker"), make_eml().as_bytes()
    assert "made no" not in worker.file("a.eml", data, script=False)[1]
    assert "errors" not in worker.file("b.eml", data, submission="0123456789abcdef")[1]
    assert "errors" not in worker.file("b.eml", data, submission="0123456789abcdef")[1]
    assert len(filed(place)) == 2
    _status, page = worker.file("a.eml", data, script=False, is_record="information")
    assert "information only" in page
    assert len(filed(place)) == 2


def test_the_record_of_an_email_comes_from_an_email_only(place):
    worker = filer(place, "worker")
    sent = {"type": "Correspondence", "led_to": "A place.", "happened_at": "2026-01-14T15:40"}
    assert worker.post(worker.path, **sent)[0] >= 400
    assert worker.ask(f"{worker.path}/++add++Correspondence").status == 404
    assert "++add++Correspondence" not in worker.page(worker.path)[1]
    assert filed(place) == []
