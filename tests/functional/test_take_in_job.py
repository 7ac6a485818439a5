"""A pack is verified by a job: what is seen of it meanwhile, when it is refused, when it stops."""

from dataclasses import replace
from datetime import timedelta
from plone import api
from tests.api import Person
from tests.functional.test_imports import files_of
from tests.functional.test_take_in_rest import Client
from tests.granting import mails
from tests.jobsite import work_off
from tests.packs import edited
from tests.packs import first_record
from tests.packs import make_place
from tests.packs import multipart
from tests.packs import PASSPHRASE
from tests.packs import repacked
from tests.packs import unpacked
from tests.trusts import drop_mails
from welfarefiles.calendars import london
from welfarefiles.imports.sweeping import Sweep
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.received import store

import pytest
import transaction


@pytest.fixture
def place(http):
    place = make_place(http["portal"])
    place.url = f"{place.path}/@take-in"
    for path in store.root().glob("*"):
        path.unlink()
    return place


def bring(client, place, pack):
    """Bring a pack and have nothing done about it yet."""
    kind, body = multipart(pack, passphrase=PASSPHRASE)
    return client.ask("POST", place.url, body, **{"Content-Type": kind})


def preview(place, made):
    return f"{place.path}/@@take-in-preview?id={made['id']}"


def altered(pack):
    """Sealed rightly by somebody who knew the passphrase; a record says something else."""
    files = unpacked(pack)

    def change(one):
        one["document"]["content"]["fields"]["outcome"] = "Other"

    edited(files, first_record(files), change)
    return repacked(files)


def test_refused_by_its_job_with_the_reason_and_nothing_made(http, place):
    lead, office, page = Client(http, "lead"), Person(http, "office"), Person(http, "lead")
    made = bring(lead, place, altered(place.pack))
    assert (made.status, made["state"]) == (202, "checking")
    shown = page.page(preview(place, made))[1]
    state = f"{place.path}/@@take-in-state?id={made['id']}"
    assert f"@@take-in-state?id={made['id']}" in shown
    assert "Take it in" not in shown
    assert office.get(state)[1]["has_ended"] is False
    assert Person(http, "staff").page(state)[0] == 404
    for refused in ("accept", "verify"):
        assert lead.post(f"{made['@id']}/{refused}", **{"If-Match": "*"}).status == 404
    # nobody can know yet whose child it is about: only who brought it takes it back
    assert Client(http, "office").post(f"{made['@id']}/drop").status == 404
    assert "parts" not in lead.get(made["@id"]).data
    work_off(http)
    why = lead.get(made["@id"])["reason"]
    assert "fingerprint" in why
    assert office.get(state)[1]["has_ended"] is True
    for person in (page, office):
        assert why in person.page(preview(place, made))[1]
        assert why in person.page(f"{place.path}/@@take-in")[1]
    assert lead.get(f"/@jobs/{made['job']}")["state"] == "done"
    [entry] = entries(Filter(person="lead", actions=("imports.refused",)), limit=1)
    assert (entry.reason, entry.detail["pack"]) == (why, made["pack"])
    for step in ("accept", "drop", "verify"):
        assert lead.post(f"{made['@id']}/{step}", **{"If-Match": "*"}).status == 404
    assert files_of(place.receiver) == []
    assert list(store.root().glob("*")) == []
    assert store.by_id(place.receiver, made["id"]).passphrase == ""


def test_stopped_and_begun_again(http, place):
    lead, page = Client(http, "lead"), Person(http, "lead")
    made = bring(lead, place, place.pack)
    assert lead.ask("DELETE", f"/@jobs/{made['job']}").status == 202
    work_off(http)
    assert lead.get(made["@id"])["state"] == "stopped"
    shown = page.page(preview(place, made))[1]
    assert "Verify it again" in shown
    assert "Take it in" not in shown
    office = Client(http, "office")
    for step in ("verify", "drop", "accept"):
        assert office.post(f"{made['@id']}/{step}", **{"If-Match": "*"}).status == 404
    page.send(f"{place.path}/@@take-in-preview", preview(place, made), press="again")
    work_off(http)
    assert lead.get(made["@id"])["state"] == "waiting"
    again = bring(lead, place, place.pack)
    assert lead.ask("DELETE", f"/@jobs/{again['job']}").status == 202
    assert lead.post(f"{again['@id']}/verify").status == 202
    work_off(http)
    assert len(lead.get(again["@id"])["parts"]) == 1
    store.path_of(again["id"]).unlink()  # lost with the disk it lay on, before it was verified
    lost = bring(lead, place, place.pack)
    store.path_of(lost["id"]).unlink()
    work_off(http)
    assert lead.get(lost["@id"])["reason"] == "The pack is gone. Bring it again."


FULL = {
    "RECEIVED_PACKS": ("1", "1 packs wait to be taken in"),
    "RECEIVED_GIGABYTES": (".00001", "GB they may"),
}


def test_so_many_wait_and_no_more(http, place, monkeypatch):
    lead = Client(http, "lead")
    lead.bring(place.url, place.pack)
    for name, (most, said) in FULL.items():
        with monkeypatch.context() as patch:
            patch.setenv(f"WELFAREFILES_{name}", most)
            assert said in lead.bring(place.url, place.pack).errors["file"]
            shown = Person(http, "lead").page(f"{place.path}/@@take-in")[1]
            assert 'name="passphrase"' not in shown
    assert len(lead.get(place.url)["items"]) == 1
    assert len(list(store.root().glob("*"))) == 1


def test_swept_with_notice(http, place):
    made = Client(http, "lead").bring(place.url, place.pack)
    for user_id in ("lead", "office", "head"):
        api.user.get(user_id).setMemberProperties({"email": f"{user_id}@oakfield.example"})
    transaction.commit()
    for days, held, said in ((9, True, ""), (11, True, "waits"), (12, True, ""),
                             (15, False, "removed")):  # fmt: skip
        drop_mails()
        transaction.begin()
        pack = store.by_id(place.receiver, made["id"])
        store.keep(place.receiver, replace(pack, at=london.now() - timedelta(days=days)))
        Sweep().do(place.portal, {}, "")
        transaction.commit()
        told = mails()
        assert set(told) == ({f"{who}@oakfield.example" for who in ("lead", "office")} if said
                             else set())  # fmt: skip
        assert all(said in text and place.file.reference in text for text in told.values())
        assert "Zephyrine" not in str(told)
        assert store.path_of(made["id"]).exists() is held
    assert store.by_id(place.receiver, made["id"]).state == store.DROPPED
    Sweep().do(place.portal, {}, "")
    assert mails() == told
