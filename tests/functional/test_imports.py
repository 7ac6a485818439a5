"""A pack of one school taken in by another: record by record, hash by hash; or refused whole."""

from dataclasses import replace
from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.jobsite import work_off
from tests.packs import edited
from tests.packs import first_record
from tests.packs import make_place
from tests.packs import multipart
from tests.packs import pack_of
from tests.packs import PASSPHRASE
from tests.packs import repacked
from tests.packs import unpacked
from tests.packs import verified
from tests.sample import make_user
from tests.school import make_complete_file
from tests.school import make_record
from tests.school import name_for
from tests.school import signed_in
from welfarefiles.access import section
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.countersigning.asking import ask
from welfarefiles.countersigning.asking import countersign
from welfarefiles.countersigning.asking import signers
from welfarefiles.imports.bringing import received_from
from welfarefiles.imports.sweeping import Sweep
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.lookup import query
from welfarefiles.medication.opening import open_log
from welfarefiles.medication.opening import takes_lines
from welfarefiles.people.names import ELSEWHERE
from welfarefiles.people.stored import uid_of
from welfarefiles.received import store
from welfarefiles.received.reading import BadPack
from welfarefiles.received.taking import take
from welfarefiles.signing.canonical import content_hash
from welfarefiles.signing.canonical import record_document
from welfarefiles.signing.fingerprint import chained
from welfarefiles.signing.fingerprint import fingerprint
from welfarefiles.signing.history import deeds
from welfarefiles.signing.seal import broken

import hashlib
import json
import pytest
import transaction


@pytest.fixture
def place(http):
    return make_place(http["portal"])


def brought(person, path, pack, passphrase=PASSPHRASE):
    """Bring a pack as a browser does: (status or address it leads to, page)."""
    page = person.page(f"{path}/@@take-in")[1]
    token = page.partition('name="_authenticator" value="')[2].partition('"')[0]
    kind, body = multipart(pack, _authenticator=token, passphrase=passphrase)
    answer = person.ask(f"{path}/@@take-in", "POST", body=body, **{"Content-Type": kind})
    work_off(person.layer)
    return answer.header("location") or answer.status, answer.body.decode()


def take_in(http, place, user_id="lead"):
    """Bring the pack, look at it, agree, and have the job done; the preview."""
    person = Person(http, user_id)
    where, _page = brought(person, place.path, place.pack)
    assert "take-in-preview" in where
    shown = f"{place.path}/@@take-in-preview?id={where.rpartition('=')[2]}"
    _status, preview = person.page(shown)
    person.send(f"{place.path}/@@take-in-preview", shown, press="take")
    work_off(http)
    return preview


def files_of(school):
    transaction.begin()
    return [one for one in school["files"].objectValues() if one.portal_type == "WelfareFile"]


def by_hash(file):
    """`{content hash: record}` of the finished records."""
    return {content_hash(one): one for one in file.objectValues() if one.sealed_hash}


def test_record_by_record_and_hash_by_hash(http, place):
    preview = take_in(http, place)
    assert "Orlando Zephyrine" in preview
    assert "A new file is opened" in preview
    [made] = files_of(place.receiver)
    assert (made.given_name, made.upn) == ("Orlando", "B801200005001")
    assert made.reference != place.file.reference
    before, after = by_hash(place.file), by_hash(made)
    assert before.keys() == after.keys()
    assert len(after) == 7
    for its_hash, record in after.items():
        assert broken(record) == []
        was = record_document(before[its_hash])
        now = record_document(record)
        same = ("content", "content_hash", "later", "state")
        assert [now[name] for name in same] == [was[name] for name in same]
        assert abs(record.signed_at - before[its_hash].signed_at) < timedelta(seconds=1)
        assert record.author.startswith(ELSEWHERE)
    rows = query.records_now(uid_of(made))
    assert {row.state for row in rows} == {"signed", "struck", "authorised"}
    assert not store.path_of(store.received(place.receiver)[0].id).exists()


def test_what_the_ledger_and_the_pages_say(http, place):
    take_in(http, place)
    [made] = files_of(place.receiver)
    found = entries(Filter(file_uid=uid_of(made), actions=("imports.taken",)))
    assert [(one.person, one.detail["sender"]) for one in found] == [("lead", "Elmhurst School")]
    lead = Person(http, "lead")
    assert "From Elmhurst School" in lead.page(path_of(made))[1]
    record = next(one for one in made.objectValues() if one.portal_type == "Decision")
    page = lead.page(path_of(record))[1]
    assert "(Elmhurst School)" in page
    assert place.file.reference in page


def test_who_signed_there_is_nobody_of_this_school(http, place):
    """The other school's `lead` is somebody else, who has the same id in a portal of their own."""
    take_in(http, place)
    [made] = files_of(place.receiver)
    note = next(one for one in made.objectValues() if one.portal_type == "Decision")
    assert [link["by"]["id"] for link in note.later] == ["lead"]
    assert signers(note) == [note.author]
    assert {one.user_id for one in deeds(note)} == {note.author}
    with signed_in("head"):
        ask(note, "lead", "second")
    with signed_in("lead"):
        countersign(note)
    assert signers(note) == [note.author, "lead"]
    assert broken(note) == []


def test_what_was_restricted_there_is_restricted_here(http, place):
    """R131: two people sent it; who reads it here, this school names one by one."""
    with signed_in("lead"):
        record = make_record(place.file, "Correspondence", subject="Counsel on Friday")
        perform(record, "sign")
    section.put_in(record, "lead", london.now(), "Legal Services")
    transaction.commit()
    place.pack = pack_of(place.file, named=[uid_of(record)])
    assert "Email: 1<" in take_in(http, place)
    [made] = files_of(place.receiver)
    [own] = [one for one in made.objectValues() if section.is_restricted(one)]
    assert (own.subject, broken(own)) == ("Counsel on Friday", [])
    lead, reader = Person(http, "lead"), Person(http, "privileged")
    for person in (lead, reader):
        assert (person.page(path_of(own))[0], person.get(path_of(own))[0]) == (404, 404)
    assert "Counsel" not in lead.page(f"{path_of(made)}/@@chronology")[1]
    [entry] = entries(Filter(file_uid=uid_of(made), actions=("imports.taken",)))
    assert entry.detail["records"] == len(query.records_now(uid_of(made)))
    assert len(entries(Filter(actions=("imports.restricted",), person="lead"))) == 1
    grants(made).give("privileged", "Privileged Reader", "Solicitor", "lead")
    transaction.commit()
    assert "Counsel on Friday" in reader.page(path_of(own))[1]
    assert lead.page(path_of(own))[0] == 404


def test_into_a_new_volume_where_the_child_has_a_file(http, place):
    own = make_complete_file(
        place.receiver, given_name="Orlando", family_name="Zephyrine", upn="B801200005001"
    )
    transaction.commit()
    assert own.reference in take_in(http, place)
    assert files_of(place.receiver) == [own]
    assert own.volume == 2
    assert {one.volume for one in own.objectValues() if one.received} == {2}


def test_a_medication_log_from_there_stands_beside_the_one_here(http, place):
    with signed_in("lead"):
        perform(make_record(place.file, "MedicationLog"), "sign")
        own = make_complete_file(
            place.receiver, given_name="Orlando", family_name="Zephyrine", upn="B801200005001"
        )
        log = make_record(own, "MedicationLog")
        perform(log, "sign")
    transaction.commit()
    place.pack = pack_of(place.file)
    take_in(http, place)
    [theirs] = [one for one in own.objectValues() if is_log(one)]
    assert (takes_lines(theirs), takes_lines(log), open_log(own).id) == (False, True, log.id)


def is_log(record):
    return record.portal_type == "MedicationLog" and record.received


def test_twice_is_refused(http, place):
    take_in(http, place)
    lead = Person(http, "lead")
    again = [place.pack, pack_of(place.file)]
    for pack in again:
        status, page = brought(lead, place.path, pack)
        assert status == 200
        assert "taken in already" in page
    assert len(files_of(place.receiver)) == 1


def test_dropped_nothing_is_kept(http, place):
    office = Person(http, "office")
    where, _page = brought(office, place.path, place.pack)
    id = where.rpartition("=")[2]
    shown = f"{place.path}/@@take-in-preview?id={id}"
    office.send(f"{place.path}/@@take-in-preview", shown, press="drop")
    transaction.begin()
    assert not store.path_of(id).exists()
    assert files_of(place.receiver) == []
    assert office.page(shown)[0] == 404


@pytest.mark.parametrize("user_id", ["staff", "head", "records", "auditor", "worker", "stranger"])
def test_nothing_for_anybody_else(http, place, user_id):
    lead, other = Person(http, "lead"), Person(http, user_id)
    where, _page = brought(lead, place.path, place.pack)
    shown = f"{place.path}/@@take-in-preview?id={where.rpartition('=')[2]}"
    for path in (f"{place.path}/@@take-in", shown):
        status, page = other.page(path)
        assert status == 404
        assert "Zephyrine" not in page
    assert other.send(f"{place.path}/@@take-in-preview", shown, press="take", id=shown)[0] == 404
    work_off(http)
    assert files_of(place.receiver) == []


def test_who_is_not_named_for_child_protection_learns_nothing_of_one(http, place):
    make_user(place.portal, "wflead")
    with signed_in("lead"):
        other = make_complete_file(place.sender, "ChildProtectionFile", given_name="Quenby")
    name_for(place.receiver, "wflead", "Welfare Lead", "WelfareFile")
    transaction.commit()
    status, page = brought(Person(http, "wflead"), place.path, pack_of(other))
    assert status == 200
    assert "not named for this kind of file" in page
    assert "Quenby" not in page


@pytest.mark.parametrize("passphrase", ["abcde fghjk mnpqr stuvw xyz24", "é" * 5])
def test_a_wrong_passphrase(http, place, passphrase):
    before = set(store.root().glob("*"))
    status, page = brought(Person(http, "lead"), place.path, place.pack, passphrase)
    assert status == 200
    assert 'class="why"' in page
    assert set(store.root().glob("*")) == before


def forged(pack, change):
    """A pack whose first record somebody changed, and sealed and hashed everything rightly."""
    files = unpacked(pack)

    def rewrite(one):
        change(one)
        content = one["document"]["content"]
        found = fingerprint(content)
        one["content_hash"] = one["document"]["content_hash"] = found
        one["document"]["seal"]["hash"] = previous = found
        for link in one["document"]["later"]:
            link["previous"] = previous
            link["hash"] = previous = chained(link)

    path = first_record(files)
    edited(files, path, rewrite)
    listed = files["manifest.json"]["parts"][0]["records"]
    row = next(one for one in listed if one["json"] == path)
    record = json.loads(files[path])
    row |= {name: record[name] for name in ("content_hash", "type")}
    return repacked(files)


def content(name, value):
    return lambda one: one["document"]["content"][name].update(value)


def of_type(portal_type):
    def change(one):
        one["type"] = one["document"]["content"]["type"] = portal_type

    return change


def upload_into(name):
    def change(one):
        sheet = {"path": "part-1/front-sheet.json", "media_type": "text/html", "filename": "x"}
        one["attachments"].append({**sheet, "field": name, "size": 0, "sha256": ""})

    return change


SOMEBODY = {"id": "x", "name": "X"}
FORGED = {
    "a field no record has": content("fields", {"of_tomorrow": "x"}),
    "a role that is an attribute": content("people", {"__ac_local_roles_block__": SOMEBODY}),
    "a role that is its id": content("people", {"id": SOMEBODY}),
    "titles that are none": lambda one: one["document"]["content"].update(titles=["x"]),
    "an upload into no field": upload_into("__ac_local_roles__"),
    "an upload into a text": upload_into("see_also"),
    "content that is no record": of_type("Document"),
    "a file within the file": of_type("WelfareFile"),
    "a step nobody took": lambda one: one["document"]["later"].append(
        {"number": 1 + len(one["document"]["later"]), "kind": "addendum", "hash": "", "text": "x"}
    ),
    "a date that is none": lambda one: one["document"]["content"].update(recorded_at="soon"),
}


def test_packs_somebody_filled_and_sealed_rightly(http, place):
    """What a school elsewhere may say of its records, and no more; nothing half done."""
    files = unpacked(place.pack)
    sheet = files["part-1/front-sheet.json"]
    told = {"size": len(sheet), "sha256": hashlib.sha256(sheet).hexdigest()}
    for name, change in FORGED.items():

        def rewritten(one, change=change):
            change(one)
            for row in one["attachments"]:
                if row["path"].endswith("front-sheet.json"):
                    row |= told

        transaction.begin()
        with verified(forged(place.pack, rewritten)) as pack, signed_in("lead"):
            received = received_from("0123456789abcdef", pack, PASSPHRASE)
            with pytest.raises(BadPack):
                pytest.fail(f"{name}: {take(place.receiver, received, pack)}")
        transaction.abort()
    place.pack = forged(place.pack, FORGED["a field no record has"])
    take_in(http, place)
    assert files_of(place.receiver) == []
    assert store.received(place.receiver)[0].state == store.WAITING


def test_what_nobody_decided_about_is_removed(http, place):
    where, _page = brought(Person(http, "lead"), place.path, place.pack)
    id = where.rpartition("=")[2]
    transaction.begin()
    pack = store.by_id(place.receiver, id)
    store.keep(place.receiver, replace(pack, at=london.now() - timedelta(days=15)))
    Sweep().do(place.portal, {}, "")
    transaction.commit()
    assert not store.path_of(id).exists()
    assert store.by_id(place.receiver, id).state == store.DROPPED
