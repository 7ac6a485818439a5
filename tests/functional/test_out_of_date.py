"""A form whose token is not good changes nothing, and comes back with what was typed."""

from tests.sample import make_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.school import state_of
from tests.wsgi import Direct
from tests.wsgi import FORM
from urllib.parse import urlencode
from welfarefiles.closure.answers import answers_of
from welfarefiles.people.team import team
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


def send(content, page, **fields):
    """The page that answers a form with a token of nobody."""
    body = urlencode({**fields, "_authenticator": "x"}).encode()
    path = f"{'/'.join(content.getPhysicalPath())}/{page}"
    answer = Direct("lead").ask(path, "POST", body=body, CONTENT_TYPE=FORM)
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


def test_nobody_joins_the_team_and_the_name_stays(place):
    page = send(place["school"], "@@team", user_id="stranger", role="Auditor")
    assert str(OUT_OF_DATE) in page
    assert "stranger" in page
    assert team(place["school"]).of("stranger") == []


def test_nothing_is_filed(place):
    before = list(place["file"].objectIds())
    assert "Choose the files again" in send(place["file"], "@@upload", kind="minutes")
    assert list(place["file"].objectIds()) == before
