"""A pack of one school taken in by another: record by record, hash by hash; or refused whole."""

from dataclasses import replace
from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.jobsite import work_off
from tests.packs import pack_of
from tests.packs import PASSPHRASE
from tests.packs import repacked
from tests.packs import unpacked
from tests.packs import verified
from tests.sample import make_school
from tests.sample import make_user
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.imports import store
from welfarefiles.imports.reading import BadPack
from welfarefiles.imports.sweeping import Sweep
from welfarefiles.index import query
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.people.names import ELSEWHERE
from welfarefiles.people.stored import uid_of
from welfarefiles.signing.addenda import add_addendum
from welfarefiles.signing.canonical import content_hash
from welfarefiles.signing.canonical import record_document
from welfarefiles.signing.fingerprint import fingerprint
from welfarefiles.signing.seal import broken

import json
import pytest
import secrets
import transaction


TYPES = ("Concern", "WelfareDocument", "Decision", "Correspondence")


@pytest.fixture
def place(http):
    """Two schools: the first keeps a file with records of each type, the second nothing."""
    portal = http["portal"]
    make_people(portal)
    sender = make_school(portal, lead="Welfare Lead", head="Authoriser")
    receiver = make_staffed_school(portal)
    file = make_complete_file(
        sender, given_name="Orlando", family_name="Zephyrine", upn="B801200005001"
    )
    with signed_in("lead"):
        for portal_type in TYPES:
            perform(make_record(file, portal_type), "sign")
        note = make_record(file, "ContactNote", actions=[{"what": "Ring", "who": "Lead"}])
        perform(note, "sign")
        add_addendum(note, "The day", "It was Tuesday.")
        perform(note, "strike", "Another child's")
        perform(make_record(file, "Plan"), "submit")
        make_record(file, "ContactNote", discussion="A draft stays")
    with signed_in("head"):
        plan = next(one for one in file.objectValues() if one.portal_type == "Plan")
        perform(plan, "authorise")
    transaction.commit()
    return SimpleNamespace(
        portal=portal,
        sender=sender,
        receiver=receiver,
        file=file,
        path=path_of(receiver),
        pack=pack_of(file),
    )


def brought(person, path, pack, passphrase=PASSPHRASE):
    """Bring a pack as a browser does: (status or address it leads to, page)."""
    page = person.page(f"{path}/@@take-in")[1]
    token = page.partition('name="_authenticator" value="')[2].partition('"')[0]
    mark = secrets.token_hex(8)
    fields = {"_authenticator": token, "passphrase": passphrase}
    body = b"".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="pack.zip"\r\n'
        "Content-Type: application/zip\r\n\r\n"
    ).encode()
    body += pack + f"\r\n--{mark}--\r\n".encode()
    kind = f"multipart/form-data; boundary={mark}"
    answer = person.ask(f"{path}/@@take-in", "POST", body=body, **{"Content-Type": kind})
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
        assert record.signed_at == before[its_hash].signed_at
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


def test_into_a_new_volume_where_the_child_has_a_file(http, place):
    own = make_complete_file(
        place.receiver, given_name="Orlando", family_name="Zephyrine", upn="B801200005001"
    )
    transaction.commit()
    assert own.reference in take_in(http, place)
    assert files_of(place.receiver) == [own]
    assert own.volume == 2
    assert {one.volume for one in own.objectValues() if one.received} == {2}


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


@pytest.mark.parametrize("passphrase", ["", "wrong", "abcde fghjk mnpqr stuvw xyz24", "é" * 5])
def test_a_wrong_passphrase(http, place, passphrase):
    before = set(store.root().glob("*"))
    status, page = brought(Person(http, "lead"), place.path, place.pack, passphrase)
    assert status == 200
    assert 'class="why"' in page
    assert set(store.root().glob("*")) == before


def first_record(files):
    return next(path for path in files if path.endswith("00001.json"))


def edited(files, path, change):
    """Change a JSON file of a pack."""
    data = json.loads(files[path])
    change(data)
    files[path] = json.dumps(data).encode()


def manifest_says(name, value):
    return lambda files: files["manifest.json"].__setitem__(name, value)


def in_part(name, value):
    return lambda files: files["manifest.json"]["parts"][0].__setitem__(name, value)


def in_record(change):
    return lambda files: edited(files, first_record(files), change)


def added(path, data=b"x", listed=False):
    def change(files):
        files[path] = data
        if listed:
            row = {**files["manifest.json"]["files"][0], "path": path, "role": "attachment"}
            files["manifest.json"]["files"].append(row)

    return change


def removed(which):
    return lambda files: files.pop(next(path for path in files if which in path))


def deep(files):
    files["part-1/front-sheet.json"] = b"[" * 100_000


HOSTILE = {
    "a later format": manifest_says("version", 2),
    "no version": manifest_says("version", None),
    "another format": manifest_says("format", "zip"),
    "an id that is none": manifest_says("id", "../../etc/passwd"),
    "no parts": manifest_says("parts", []),
    "a part of another type": in_part("type", "Plone Site"),
    "a part whose folder climbs": in_part("folder", "../part-1"),
    "a part with a wild reference": in_part("reference", "<script>"),
    "a front sheet elsewhere": in_part("front_sheet", "index.html"),
    "a chronology that is not there": in_part("chronology", "part-1/other.pdf"),
    "a path that climbs": added("../evil.txt"),
    "a path that climbs, listed": added("../evil.txt", listed=True),
    "an absolute path": added("/etc/cron.d/evil.txt"),
    "a Windows path": added("c:\\evil.txt"),
    "a folder": added("part-1/"),
    "a name of a device": added("con"),
    "a very long name": added("a" * 200 + ".txt"),
    "a file nobody listed": added("part-1/records/99999.json"),
    "a listed file nobody packed": removed("00001.pdf"),
    "no manifest": removed("manifest"),
    "no front sheet": removed("front-sheet"),
    "a record that is no JSON": lambda files: files.__setitem__(first_record(files), b"{"),
    "a record that is a list": lambda files: files.__setitem__(first_record(files), b"[]"),
    "JSON without an end": deep,
    "another text": in_record(
        lambda one: one["document"]["content"]["fields"].__setitem__("outcome", "Other")
    ),
    "another author": in_record(
        lambda one: one["document"]["content"]["people"]["author"].__setitem__("name", "X")
    ),
    "another time of recording": in_record(
        lambda one: one["document"]["content"].__setitem__(
            "recorded_at", "2020-01-01T00:00:00+00:00"
        )
    ),
    "another hash": in_record(lambda one: one.__setitem__("content_hash", "0" * 64)),
    "another uid": in_record(lambda one: one.__setitem__("uid", "0" * 32)),
    "another type": in_record(lambda one: one.__setitem__("type", "Decision")),
    "another state": in_record(lambda one: one.__setitem__("state", "draft")),
    "a later format of a record": in_record(lambda one: one.__setitem__("version", 9)),
    "an unknown key": in_record(lambda one: one.__setitem__("owner", "me")),
    "another seal": in_record(lambda one: one["document"]["seal"].__setitem__("hash", "0" * 64)),
    "a link out of order": in_record(
        lambda one: one["document"]["later"][0].__setitem__("number", 7)
    ),
    "a link with another text": in_record(
        lambda one: one["document"]["later"][0].__setitem__("at", "2020-01-01T00:00:00+00:00")
    ),
    "no document": in_record(lambda one: one.__setitem__("document", {})),
    "a document of numbers": in_record(
        lambda one: one["document"].__setitem__("content", {"format": 1e400})
    ),
    "an attachment of another record": lambda files: edited(
        files,
        next(path for path in files if path.endswith(".json") and b"minutes.txt" in files[path]),
        lambda one: one["attachments"][0].__setitem__("path", "index.html"),
    ),
}


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda name: name.replace(" ", "-"))
def test_hostile_packs_are_refused(place, hostile):
    files = unpacked(place.pack)
    HOSTILE[hostile](files)
    pack = repacked(files)
    with pytest.raises(BadPack) as refused, verified(pack):
        pass
    assert "Zephyrine" not in str(refused.value)


def test_one_byte_anywhere(place):
    for position in range(0, len(place.pack), max(1, len(place.pack) // 60)):
        changed = bytearray(place.pack)
        changed[position] ^= 1
        with pytest.raises(BadPack), verified(bytes(changed)):
            pass


@pytest.mark.parametrize("cut", [0, 1, 200, -1, -65, -200])
def test_a_torn_pack(place, cut):
    with pytest.raises(BadPack), verified(place.pack[:cut]):
        pass


def test_files_that_unpack_to_more_than_was_said(place):
    files = unpacked(place.pack)
    files["index.html"] = b"\0" * 50_000_000
    with pytest.raises(BadPack, match=r"index\.html"), verified(repacked(files, listed=False)):
        pass


def test_a_pack_somebody_filled_with_what_this_portal_does_not_know(http, place):
    """Sealed and hashed rightly, but with a field no record has: nothing half done."""
    files = unpacked(place.pack)

    def change(one):
        content = one["document"]["content"]
        content["fields"]["of_tomorrow"] = "x"
        found = fingerprint(content)
        one["content_hash"] = one["document"]["content_hash"] = found
        one["document"]["seal"]["hash"] = found
        one["document"]["later"] = []

    path = first_record(files)
    edited(files, path, change)
    listed = files["manifest.json"]["parts"][0]["records"]
    row = next(one for one in listed if one["json"] == path)
    row["content_hash"] = json.loads(files[path])["content_hash"]
    place.pack = repacked(files)
    with verified(place.pack):
        pass
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
