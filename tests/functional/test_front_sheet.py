"""The front sheet signed, by page and REST, three ways each; what a change after it says."""

from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.frontsheet import keeping
from welfarefiles.ledger import reading
from welfarefiles.signing.fingerprint import chained
from welfarefiles.signing.fingerprint import fingerprint

import pytest
import transaction


ANY = {"If-Match": "*"}
EVERYBODY = {"staff", "lead", "head", "office", "records", "auditor", "worker", "stranger"}


@pytest.fixture
def place(http):
    make_people(http["portal"])
    file = make_complete_file(make_staffed_school(http["portal"]))
    grant_all(file)
    transaction.commit()
    return SimpleNamespace(
        file=file, at=path_of(file), url=file.absolute_url(), head=reading.head()[0]
    )


def number(place):
    transaction.begin()
    return len(keeping.signatures(place.file))


def entries(place):
    found = reading.entries(after=place.head, limit=1000)
    return [one.person for one in found if one.action == "frontsheet.signed"]


def seen(place):
    transaction.begin()
    return keeping.seen_now(place.file)


def test_who_sees_it_and_who_signs(http, place):
    url = f"{place.at}/@@front-sheet"
    found = {one: Person(http, one).page(url)[0] for one in EVERYBODY}
    assert {one for one, status in found.items() if status == 200} == {"lead", "head", "worker"}
    for user_id in sorted(EVERYBODY - {"lead"}):
        status, page = Person(http, user_id).send(url, seen=seen(place))
        assert status == 404
        assert "Zephyrine" not in page
        assert Api(http, user_id).post(f"{place.url}/@front-sheet", {}, **ANY).status in (401, 404)
    assert number(place) == 1  # that of the fixture
    assert entries(place) == []
    assert "Sign the front sheet" not in Person(http, "head").page(url)[1]


def test_changed_since_signed_and_signed_again_by_page(http, place):
    url, lead = f"{place.at}/@@front-sheet", Person(http, "lead")
    assert "Changed since it was signed" not in lead.page(place.at)[1]
    before = seen(place)
    change = {"address": "2 Invented Street", "next_review": "2027-01-05"}
    assert Api(http, "lead").patch(place.url, change).status == 204
    _status, page = lead.page(place.at)
    assert "Changed since it was signed" in page
    _status, page = lead.page(url)
    assert "Changed since it was signed:</span>\n" in page
    assert "Next review</dt>" not in page.partition('id="signed"')[2]
    _status, page = lead.send(url, seen=before)
    assert "Somebody changed the front sheet meanwhile" in page
    assert number(place) == 1
    lead.send(url, seen=seen(place))
    _status, page = lead.page(url)
    assert "Changed since it was signed" not in page
    assert page.index("2 Invented Street") < page.rindex("1 Invented Street")
    assert "Orla Zephyrine, Mother, Has parental responsibility" in page
    assert entries(place) == ["lead"]
    assert number(place) == 2
    first, second = keeping.signatures(place.file)
    assert second["previous"] == first["hash"]
    assert [chained(one) for one in (first, second)] == [first["hash"], second["hash"]]
    assert fingerprint(second["content"]) == second["content_hash"]
    assert second["content"]["fields"]["address"] == "2 Invented Street"
    [entry] = [
        one
        for one in reading.entries(after=place.head, limit=1000)
        if one.action == "frontsheet.signed"
    ]
    assert entry.detail["fingerprint"] == second["content_hash"]


def test_incomplete_is_not_signed(http, place):
    lead = Person(http, "lead")
    assert Api(http, "lead").patch(place.url, {"address": None}).status == 204
    _status, page = lead.page(f"{place.at}/@@front-sheet")
    assert "It lacks:" in page
    assert 'type="submit">Sign the front sheet' not in page
    _status, page = lead.send(f"{place.at}/@@front-sheet", seen=seen(place))
    assert "The front sheet lacks: address. Enter it first." in page
    reply = Api(http, "lead").post(f"{place.url}/@front-sheet", {}, **ANY)
    assert reply.status == 400
    assert number(place) == 1


def test_by_rest(http, place):
    url, lead = f"{place.url}/@front-sheet", Api(http, "lead")
    assert lead.patch(place.url, {"address": "2 Invented Street"}).status == 204
    told = lead.get(url)
    assert told["changed_since_signed"] == ["Address"]
    assert lead.post(url, {}).status == 428
    assert lead.post(url, {}, **{"If-Match": '"another"'}).status == 412
    reply = lead.post(url, {}, **{"If-Match": told.header("etag")})
    assert reply.status == 201
    assert [one["number"] for one in reply["items"]] == [1, 2]
    assert reply["changed_since_signed"] == reply["lacks"] == []
    assert reply["items"][1]["by"]["id"] == "lead"


@pytest.mark.parametrize("state", ["closed", "retained"])
def test_not_signed_in_a_closed_file(http, place, state):
    put(place.file, state)
    transaction.commit()
    with signed_in("lead"):
        assert not keeping.may_sign(place.file)
    assert Person(http, "lead").send(f"{place.at}/@@front-sheet", seen=seen(place))[0] == 404
    assert Api(http, "lead").post(f"{place.url}/@front-sheet", {}, **ANY).status in (401, 404)
    assert number(place) == 1
    reader = "records"
    assert "What was signed" in Person(http, reader).page(f"{place.at}/@@front-sheet")[1]
