"""Templates of letters over HTTP: another wording, a letter of one's own, what is refused."""

from base64 import b64encode
from tests.api import path_of
from tests.api import Person
from tests.letters import actions
from tests.letters import MOTHER
from tests.letters import NURSE
from tests.letters import PEOPLE
from tests.letters import prepared
from tests.letters import text_of
from tests.letters import upload
from tests.letters import word
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.files.around import person_key
from welfarefiles.letters.register import letters_of

import pytest
import transaction


@pytest.fixture
def school(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    transaction.commit()
    return school


@pytest.fixture
def file(school):
    file = make_complete_file(school, people=PEOPLE)
    transaction.commit()
    return file


def test_a_new_version_is_used_and_the_old_one_kept(http, school, file):
    place, office = path_of(school), Person(http, "office")
    data = word("Hello {{ recipient_name }}", header="{{ school_name }}")
    page = f"{place}/@@letter-template"
    upload(office, page, f"{page}?id=closure_parents", ("own.docx", data))
    transaction.begin()
    template = letters_of(school).get("closure_parents")
    assert (template.version, template.versions[0].by) == (1, "office")
    assert template.data(0) != template.data() == data
    [letter] = prepared(file, MOTHER)
    assert text_of(letter.document.data) == "Hello Orla Zephyrine"
    assert letter.template == "Closure letter to parents, version 1"
    assert "letters.template-changed" in actions(school)
    shown = Person(http, "lead").page(f"{page}?id=closure_parents")[1]
    assert "As it came with the portal" in shown
    for version in ("0", "1"):
        asked = f"{place}/@@letter-preview?id=closure_parents&version={version}"
        assert Person(http, "lead").ask(asked).body.startswith(b"%PDF")


def test_a_version_that_is_not_there(http, school):
    for version in ("", "2", "-1", "x", "99999999999"):
        path = f"{path_of(school)}/@@letter-preview?id=referrer&version={version}"
        assert Person(http, "lead").page(path)[0] == 404


BROKEN = [
    (b"MZ", "not a Word document"),
    (word("{{ child.__class__ }}"), "Only the name of a field"),
    (word("{{ nonsense }}"), "There is no field “nonsense”."),
]


def test_a_broken_template_is_refused_with_its_reason(http, school):
    place, page = path_of(school), f"{path_of(school)}/@@letter-template"
    lead = Person(http, "lead")
    for data, said in BROKEN:
        assert said in upload(lead, page, f"{page}?id=referrer", ("evil.docx", data))
        sent = {"data": b64encode(data).decode()}
        status, answer = lead.post(f"{place}/@letter-templates/referrer", **sent)
        assert status == 400
        assert said in answer["error"]["message"]
    transaction.begin()
    assert letters_of(school).get("referrer").version == 0


def test_a_letter_of_the_schools_own(http, school, file):
    place, lead = f"{path_of(school)}/@letter-templates", Person(http, "lead")
    sent = {"data": b64encode(word("Dear {{ recipient_name }}")).decode()}
    assert lead.post(place, **sent)[0] == 400
    sent |= {"title": "Invitation", "audience": "professionals", "purpose": "other"}
    status, made = lead.post(place, **sent)
    assert status == 201
    assert Person(http, "head").get(place)[1]["items"][-1]["title"] == "Invitation"
    for outside in ("worker", "records", "staff"):
        assert Person(http, outside).post(place, **sent)[0] == 404
        assert Person(http, outside).get(place)[0] == 404
    [letter] = prepared(file, NURSE, kind=made["id"])
    assert letter.kind == "other"
    page = f"{path_of(school)}/@@letter-template"
    lead.send(page, f"{page}?id={made['id']}", id=made["id"], withdraw="1")
    transaction.begin()
    assert letters_of(school).get(made["id"]).withdrawn
    asked = {"letter": made["id"], "to": [person_key(NURSE)]}
    assert lead.post(f"{path_of(file)}/@letters", **asked)[0] == 400
    lead.send(page, f"{page}?id=referrer", id="referrer", withdraw="1")
    transaction.begin()
    assert not letters_of(school).get("referrer").withdrawn
