"""Over REST: a receipt on paper, the pack carried over, how a school transfers; three ways each."""

from base64 import b64encode
from datetime import timedelta
from tests import moving
from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from types import SimpleNamespace
from urllib.parse import urlsplit
from welfarefiles.calendars import london
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.packs import seal
from welfarefiles.packs import spool
from welfarefiles.receipts.scans import LARGEST
from welfarefiles.transfer import acting

import io
import pytest
import transaction


PDF = b64encode(b"%PDF-1.7 signed").decode()
PAPER = {"part": "1", "name": "Rowan Ashdown", "role": "Head", "scan": PDF}
WRONG = [
    ({"scan": None}, "scan"),
    ({"scan": b64encode(b"GIF89a").decode()}, "scan"),
    ({"scan": b64encode(b"%PDF-" + b"0" * LARGEST).decode()}, "scan"),
    ({"scan": "no base64"}, "scan"),
    ({"scan": {"data": PDF}}, "scan"),
    ({"on": None}, "on"),
    ({"on": 1}, "on"),
    ({"on": -1}, "on"),
    ({"on": "yesterday"}, "on"),
    ({"part": "2"}, "part"),
    ({"part": 1}, "part"),
    ({"name": " "}, "name"),
    ({"role": ["Head"]}, "role"),
    ({"name": "x" * 5001}, "name"),
]


def paper(on=0, **changes):
    """What is sent with a receipt on paper; `on` may count days from today."""
    on = str(london.today() + timedelta(days=on)) if isinstance(on, int) else on
    return {**PAPER, "on": on, **changes}


@pytest.fixture
def place(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    file = make_complete_file(school)
    transfer = moving.prepared(file)
    make_agreed_summary(file, "transfer")
    transaction.commit()
    at = f"{path_of(school)}/@transfers/{transfer.id}"
    return SimpleNamespace(http=http, school=school, file=file, transfer=transfer, at=at)


def built(place):
    with signed_in("lead"):
        acting.hand_over(place.school, place.transfer)
    moving.work_off(place.http)
    place.transfer = moving.now(place.transfer, place.school)


def test_a_receipt_on_paper_and_the_pack_carried_over(place):
    lead, office = Person(place.http, "lead"), Person(place.http, "office")
    steps = ("paper-receipt", "pack", "passphrase", "revoke", "send", "build")
    for step in steps:  # too early for each
        assert lead.post(f"{place.at}/{step}", **paper())[0] == 400, step
    built(place)
    for user_id in ("staff", "auditor", "worker", "stranger"):
        for step in steps:
            assert Person(place.http, user_id).post(f"{place.at}/{step}", **paper())[0] == 404
    for step in ("pack", "passphrase"):
        assert office.post(f"{place.at}/{step}")[0] == 404
    for wrong, field in WRONG:
        status, data = office.post(f"{place.at}/paper-receipt", **paper(**wrong))
        assert (status, data["error"]["errors"][0]["field"]) == (400, field)
    passphrase = lead.post(f"{place.at}/passphrase")[1]["passphrase"]
    assert lead.post(f"{place.at}/passphrase")[0] == 400
    answer = lead.ask(f"{place.at}/pack", "POST", "application/json", b"{}")
    assert answer.header("content-type") == "application/zip"
    seal.check(io.BytesIO(answer.body), passphrase)
    status, data = office.post(f"{place.at}/paper-receipt", **paper())
    assert (status, data["state"]) == (200, "received")
    scan = data["parts"][0]["receipt"]["scan"]
    proof = urlsplit(scan)
    assert office.ask(f"{proof.path}?{proof.query}").body == b"%PDF-1.7 signed"
    assert Person(place.http, "head").get(place.at)[1]["parts"][0]["receipt"]["scan"] is None
    assert office.post(f"{place.at}/paper-receipt", **paper())[0] == 400
    assert lead.post(f"{place.at}/pack")[0] == 400
    transaction.begin()
    assert spool.pack_path(place.transfer.pack.id) is None
    told = [one.action for one in entries(Filter(file_uid=place.file.UID()), limit=200)]
    for action in ("transfer.paper-noted", "transfer.downloaded", "transfer.secrets-shown"):
        assert told.count(action) == 1


SETTINGS = [
    ({"days": "some"}, "days"),
    ({"copy": None, "days": ""}, "days"),
    ({"copy": "burn"}, "copy"),
    ({"dfe_number": "999-1234"}, "dfe_number"),
    ({"email": "not an address"}, "email"),
    ({"address": "x" * 5001}, "address"),
    ({"address": 1}, "address"),
    ({"colour": "blue"}, "colour"),
]


def test_how_a_school_transfers(place):
    lead, url = Api(place.http, "lead"), f"{place.school.absolute_url()}/@transfer-settings"
    tag = lead.get(url).header("etag")
    for user_id in ("staff", "head", "office", "records", "auditor", "worker", "stranger"):
        other = Api(place.http, user_id)
        assert {other.get(url).status, other.patch(url, {"days": "every"}).status} == {404}
    for wrong, field in SETTINGS:
        reply = lead.patch(url, wrong, **{"If-Match": "*"})
        assert (reply.status, list(reply.errors)) == (400, [field])
    assert lead.patch(url, {"days": "every"}, **{"If-Match": ""}).status == 428
    assert lead.patch(url, {"days": "every"}, **{"If-Match": '"x"'}).status == 412
    assert lead.get(url)["days"] == "school"
    reply = lead.patch(url, {"days": "every", "dfe_number": "999/1234"}, **{"If-Match": tag})
    assert (reply.status, reply["days"], reply["copy"]) == (200, "every", "keep")
    assert lead.patch(url, {"copy": "reduce"}, **{"If-Match": tag}).status == 412
    assert lead.get(url).header("etag") == reply.header("etag")
    [told] = entries(Filter(school_uid=place.school.UID(), actions=("transfer.settings-changed",)))
    assert told.detail["changed"] == "days, dfe_number"
