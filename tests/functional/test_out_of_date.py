"""A form whose token is not good changes nothing, and comes back with what was typed.

Every form there is goes through that in test_every_form; here stands what is special of some.
"""

from tests.concerns import raise_one
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.school import state_of
from tests.wsgi import Direct
from tests.wsgi import FORM
from urllib.parse import urlencode
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.accounts.kept import keep
from welfarefiles.closure.answers import answers_of
from welfarefiles.submission import OUT_OF_DATE
from zope.component.hooks import setSite

import pytest
import transaction


@pytest.fixture
def place(functional):
    make_people(functional["portal"])
    school = make_staffed_school(functional["portal"])
    with signed_in("lead"):
        file = make_file(school)
        place = {"school": school, "file": file, "summary": make_record(file, "ClosingSummary")}
        place["note"] = make_record(file, "ContactNote")
        place["plan"] = make_record(file, "Plan")
    transaction.commit()
    return place


def send(content, page, by="lead", **fields):
    """The page that answers a form with a token of nobody."""
    body = urlencode({**fields, "_authenticator": "x"}).encode()
    path = f"{'/'.join(content.getPhysicalPath())}/{page}"
    answer = Direct(by).ask(path, "POST", body=body, CONTENT_TYPE=FORM)
    transaction.begin()
    setSite(content.portal_url.getPortalObject())
    assert answer.status == 200
    return answer.body.decode()


def test_a_step_is_not_taken_and_its_reason_stays(place):
    page = send(place["note"], "@@move-on", transition="sign", comment="Quite sure")
    assert str(OUT_OF_DATE) in page
    assert state_of(place["note"]) == "draft"


def test_answers_are_not_kept_and_stay_on_the_page(place):
    page = send(
        place["summary"], "@@checklist", **{"answer-C09": "not_applicable", "reason-C09": "Abroad"}
    )
    assert str(OUT_OF_DATE) in page
    assert "Abroad" in page
    assert answers_of(place["summary"]) == {}


def test_what_few_may_write_stays(place):
    with signed_in("lead"):
        perform(place["note"], "sign")
        grants(place["file"]).give("head", "Privileged Reader", "Reads advice", "lead")
    transaction.commit()
    shown = send(place["note"], "@@restrict", reason="Quite sure")
    assert str(OUT_OF_DATE) in shown
    assert "Quite sure" in shown
    assert grants(place["note"]).all() == []


@pytest.mark.parametrize(
    ("by", "what", "page", "fields"),
    [
        ("lead", "concern", "", {"step": "reply", "text": "Quite sure"}),
        ("staff", "concerns", "/@@my-concerns", {"text": "Quite sure"}),
        ("lead", "signed", "/@@add-addendum", {"about": "The day", "text": "Quite sure"}),
    ],
)
def test_what_was_sent_signed_out_comes_back(place, by, what, page, fields):
    school, note = place["school"], place["note"]
    with signed_in("lead"):
        perform(note, "sign")
    concern = raise_one(school, child="Somebody", pupil="")
    content = {"concerns": school["concerns"], "concern": concern, "signed": note}[what]
    path = f"{'/'.join(content.getPhysicalPath())}{page}"
    keep(by, path, {**fields, "id": concern.getId()})
    assert "Quite sure" in Direct(by).ask(path).body.decode()
    assert "Quite sure" not in Direct("head").ask(path).body.decode()
