"""Two people name one restricted record for a transfer: on pages and over REST (R131, issue 8)."""

from pathlib import Path
from plone import api
from tests import moving
from tests.api import path_of
from tests.api import Person
from tests.jobsite import work_off
from tests.sample import make_user
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.access.section import put_in
from welfarefiles.calendars import london
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.notices.waiting import read_mail
from welfarefiles.notices.waiting import waiting
from welfarefiles.packs import manifest as names
from welfarefiles.packs import spool
from welfarefiles.packs.encryption import opened_zip
from welfarefiles.packs.passphrases import passphrase_of
from welfarefiles.transfer import gate

import json
import pytest
import transaction


READERS = ("lead", "head")


@pytest.fixture
def place(http):
    """A file with one restricted record, its transfer being prepared; `other` leads, unreading."""
    portal = http["portal"]
    make_people(portal)
    make_user(portal, "other")
    school = make_staffed_school(portal)
    name_for(school, "other", "Welfare Lead", "WelfareFile", "ChildProtectionFile")
    file = make_complete_file(school)
    with signed_in("lead"):
        secret = make_record(file, "Decision", decision="Advice of counsel")
        perform(secret, "sign")
        put_in(secret, "lead", london.now(), "Legal advice")
    for person in (*READERS, "privileged"):
        grants(file).give(person, "Privileged Reader", "Case", "lead")
    for path in waiting():
        Path(path).unlink()
    api.user.get("head").setMemberProperties({"email": "head@oakfield.example"})
    transfer = moving.prepared(file)
    make_agreed_summary(file, "transfer")
    transaction.commit()
    return SimpleNamespace(
        http=http,
        school=school,
        file=file,
        secret=secret,
        transfer=transfer,
        page=f"{path_of(secret)}/@@name-for-transfer",
        about=f"{path_of(school)}/@@transfer-of?id={transfer.id}",
        service=f"{path_of(school)}/@transfers/{transfer.id}",
    )


def named(place):
    transaction.begin()
    return moving.now(place.transfer, place.school).named


def told(place):
    found = entries(Filter(file_uid=place.file.UID()), limit=200)
    return [one.action for one in found if one.action.startswith("transfer.named")]


def packed(place, user_id):
    """UIDs in the pack that somebody hands over."""
    sent = Person(place.http, user_id)
    sent.send(place.about, do="hand-over", sure="1")
    work_off(place.http)
    transfer = moving.now(place.transfer, place.school)
    passphrase = passphrase_of(place.school, transfer.pack.id)
    with open(spool.pack_path(transfer.pack.id), "rb") as file, opened_zip(file, passphrase) as one:
        return [r["uid"] for r in json.loads(one.read(names.MANIFEST))["parts"][0]["records"]]


def test_two_readers_on_the_pages(place):
    lead, head = Person(place.http, "lead"), Person(place.http, "head")
    shown = lead.page(place.about)[1]
    assert "From the restricted section" in shown
    assert place.page in shown
    assert "Say why" in lead.send(place.page, do="propose", why=" ")[1]
    assert named(place) == {}
    lead.send(place.page, do="propose", why="The judge said so.")
    assert not named(place)[place.secret.UID()].stands
    assert gate.NAMED in lead.page(place.about)[1]
    [(to, mail)] = [read_mail(path) for path in waiting()]
    assert to == ["head@oakfield.example"]
    assert "counsel" not in str(mail)
    # who proposed it cannot agree; the second finds it on the list of what needs them
    assert 'value="agree"' not in lead.page(place.page)[1]
    assert 'value="agree"' in head.page(place.page)[1]
    assert "Somebody else has to agree" in lead.send(place.page, do="agree")[1]
    assert "you are asked" in head.page("/plone/@@home")[1]
    assert "you are asked" not in lead.page("/plone/@@home")[1]
    assert "For the next school" in head.page(path_of(place.secret))[1]
    assert "The judge said so." in head.page(place.page)[1]
    head.send(place.page, do="agree")
    assert named(place)[place.secret.UID()].agreed_by == "head"
    assert "you are asked" not in head.page("/plone/@@home")[1]
    assert "Goes too" in lead.page(place.about)[1]
    assert told(place) == ["transfer.named-agreed", "transfer.named-proposed"]
    # whoever hands it over need not read it, and does not get to open it either
    other = Person(place.http, "other")
    assert place.secret.UID() in packed(place, "other")
    assert other.post(f"{place.service}/pack")[0] == 400
    assert 'value="save"' not in other.page(place.about)[1]
    assert "by its link alone" in other.send(place.about, do="save")[1]
    assert lead.ask(f"{place.service}/pack", "POST", "application/json", b"{}").status == 200
    assert 'value="save"' in lead.page(place.about)[1]
    for person in (lead, head):
        assert person.page(place.page)[0] == 404
        assert person.send(place.page, place.page, do="refuse", why="Late")[0] == 404


def test_refused_and_taken_back(place):
    lead, head = Person(place.http, "lead"), Person(place.http, "head")
    lead.send(place.page, do="propose", why="They need it")
    assert "Say why" in head.send(place.page, do="refuse", why="")[1]
    head.send(place.page, do="refuse", why="Counsel has not agreed")
    assert named(place) == {}
    assert "you are asked" not in head.page("/plone/@@home")[1]
    lead.send(place.page, do="propose", why="They need it")
    lead.send(place.page, do="refuse", why="A mistake of mine")
    assert named(place) == {}
    assert told(place)[::2] == ["transfer.named-refused"] * 2
    assert "nothing to refuse" in str(
        lead.post(f"{place.service}/refuse-record", record=place.secret.UID(), why="x")[1]
    )
    assert place.secret.UID() not in packed(place, "lead")


def test_nobody_else_finds_a_trace(place):
    lead = Person(place.http, "lead")
    before = {user: traces(place, user) for user in ("other", "office", "records", "worker")}
    lead.send(place.page, do="propose", why="They need it")
    for user, found in before.items():
        assert traces(place, user) == found
        other = Person(place.http, user)
        absent = other.page(f"{path_of(place.file)}/0123456789abcdef/@@name-for-transfer")
        assert absent == other.page(place.page)
        for step in ("propose", "agree", "refuse"):
            assert other.send(place.page, place.about, do=step, why="x")[0] == 404
    for step in ("name-record", "agree-record", "refuse-record"):
        for record in (place.secret.UID(), "0" * 32):
            given = {"record": record, "why": "x"}
            answers = {str(Person(place.http, "other").post(f"{place.service}/{step}", **given))}
        assert len(answers) == 1
    # who reads the section and sends no transfers: reads what is asked, decides nothing
    reader = Person(place.http, "privileged")
    for step in ("propose", "agree", "refuse"):
        assert reader.send(place.page, place.page, do=step, why="x")[0] == 404
    assert [one.agreed_by for one in named(place).values()] == [""]
    # what nobody else knows of stands in nobody's way: it stays
    assert place.secret.UID() not in packed(place, "other")
    assert "you are asked" not in Person(place.http, "head").page("/plone/@@home")[1]


def traces(place, user_id):
    """What somebody who reads no section is told of the transfer."""
    person = Person(place.http, user_id)
    page = person.page(place.about)
    assert "restricted section" not in page[1]
    return person.get(place.service), page[0], gate.NAMED in page[1]


def test_over_rest(place):
    lead, head = Person(place.http, "lead"), Person(place.http, "head")
    uid = place.secret.UID()
    for record in ("", "0" * 32, place.file.UID(), "x" * 5000):
        status, data = lead.post(f"{place.service}/name-record", record=record, why="x")
        assert (status, data["error"]["errors"][0]["field"]) == (400, "record")
    with signed_in("lead"):
        draft = make_record(place.file, "ContactNote")
        put_in(draft, "lead", london.now(), "Advice")
    transaction.commit()
    status, data = lead.post(f"{place.service}/name-record", record=draft.UID(), why="x")
    assert "not finished" in str(data)
    status, data = lead.post(f"{place.service}/name-record", record=uid, why="They need it")
    assert (status, data["named"][uid]["by"]) == (200, "lead")
    assert lead.post(f"{place.service}/agree-record", record=uid)[0] == 400
    status, data = head.post(f"{place.service}/agree-record", record=uid)
    assert (status, data["named"][uid]["agreed_by"]) == (200, "head")
    assert Person(place.http, "other").get(place.service)[1]["named"] == {}
    assert Person(place.http, "records").post(f"{place.service}/agree-record", record=uid)[0] == 404
