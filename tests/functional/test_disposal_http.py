"""Pages and REST of disposal: refused, allowed, in the wrong state; and the address afterwards."""

from tests.api import FORM
from tests.api import path_of
from tests.api import Person
from tests.api import values
from tests.disposing import authorised
from tests.disposing import carry_out
from tests.disposing import make_due
from tests.disposing import release_all
from tests.disposing import reviewed
from tests.school import make_people
from tests.school import make_staffed_school
from urllib.parse import urlencode
from urllib.parse import urlsplit
from welfarefiles.disposal.register import disposals_of

import pytest
import transaction


@pytest.fixture
def school(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    release_all(school)
    return school


@pytest.fixture
def file(school):
    return make_due(school)


def batches(school):
    transaction.begin()
    return disposals_of(school).batches()


def test_the_way_on_the_pages(http, school, file):
    path = f"{path_of(school)}/@@disposal"
    records, head = Person(http, "records"), Person(http, "head")
    assert file.reference in records.page(path)[1]
    assert file.reference not in head.page(path)[1]
    records.send(path, files=file.UID())
    [batch] = batches(school)
    page = f"{path_of(school)}/@@disposal-batch?id={batch.id}"
    assert "have not been reviewed" in head.send(page, authorise="1", sure="1")[1]
    uid = file.UID()
    assert "Say why" in records.send(page, review=uid, **{f"decision-{uid}": "keep"})[1]
    records.send(page, review=uid, **{f"decision-{uid}": "destroy"})
    assert "Tick that you have checked" in head.send(page, authorise="1")[1]
    assert records.send(page, authorise="1", sure="1")[0] == 404
    head.send(page, authorise="1", sure="1")
    assert [one.state for one in batches(school)] == ["authorised"]
    assert head.send(page, destroy="1", sure="1")[0] == 404
    assert "for good" in records.send(page, destroy="1")[1]
    sent = {**values(records.page(page)[1], page), "destroy": "1", "sure": "1"}
    body = urlencode(sent).encode()
    answer = records.ask(page, "POST", body=body, **{"Content-Type": FORM})
    assert answer.status == 302
    assert records.page(urlsplit(answer.header("location")).path)[0] == 200  # the job


@pytest.mark.parametrize("person", ["lead", "office", "worker", "staff", "stranger"])
def test_nobody_else_sees_a_batch(http, school, file, person):
    batch = reviewed(school, file)
    asks = Person(http, person)
    for name in ("@@disposal", f"@@disposal-batch?id={batch.id}", "@@disposal-certificate?id=x"):
        assert asks.page(f"{path_of(school)}/{name}")[0] == 404
    assert asks.get(f"{path_of(school)}/@disposals")[0] == 404
    assert asks.post(f"{path_of(school)}/@disposals/{batch.id}/withdraw", reason="x")[0] == 404
    assert [one.state for one in batches(school)] == ["prepared"]


def test_the_way_over_rest(http, school, file):
    path = f"{path_of(school)}/@disposals"
    records, head = Person(http, "records"), Person(http, "head")
    assert [one["UID"] for one in records.get(path)[1]["due"]] == [file.UID()]
    assert head.post(path, files=[file.UID()])[0] == 404
    assert records.post(path, files="x")[0] == 400
    assert records.post(path, files=["nothing"])[0] == 400
    status, batch = records.post(path, files=[file.UID()])
    assert status == 201
    one = f"{path}/{batch['id']}"
    assert head.post(f"{one}/authorise")[0] == 400
    assert records.post(f"{one}/review", uid=file.UID(), decision="burn")[0] == 400
    assert records.post(f"{one}/review", uid=file.UID(), decision="destroy")[0] == 200
    assert records.post(f"{one}/authorise")[0] == 404
    assert records.post(f"{one}/carry-out")[0] == 400
    assert head.post(f"{one}/authorise")[1]["state"] == "authorised"
    status, answer = records.post(f"{one}/carry-out")
    assert (status, len(answer["job"])) == (202, 32)
    assert records.post(f"{one}/withdraw", reason="Wait")[1]["state"] == "withdrawn"
    assert records.post(f"{one}/carry-out")[0] == 400
    assert records.get(f"{path}/nothing")[0] == 404


def test_the_address_of_a_destroyed_file(http, school, file):
    path = path_of(file)
    batch = carry_out(school, authorised(school, file))
    records = Person(http, "records")
    status, page = records.page(path)
    assert status == 410
    assert "has been destroyed" in page
    assert records.get(path)[0] == 410
    assert records.page(f"{path}/@@chronology")[0] == 410
    for person in ("lead", "head", "staff", "auditor", "worker"):
        asks = Person(http, person)
        assert asks.page(path) == asks.page(f"{path[:-4]}0000")
        assert asks.page(path)[0] == 404
    shown = f"{path_of(school)}/@@disposal-certificate?id={batch.id}"
    answer = records.ask(shown)
    assert (answer.status, answer.body[:4]) == (200, b"%PDF")
    assert Person(http, "auditor").ask(shown).status == 200
