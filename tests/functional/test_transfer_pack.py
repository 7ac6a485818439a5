"""A pack built of real files by a job: what is in it, what is not, and what is kept of it."""

from plone.namedfile.file import NamedBlobFile
from tests import moving
from tests.jobsite import work_off
from tests.sample import make_file
from tests.school import FRONT_SHEET
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import perform
from welfarefiles.access.section import put_in
from welfarefiles.calendars import london
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.packs import manifest as names
from welfarefiles.packs import seal
from welfarefiles.packs import spool
from welfarefiles.packs.encryption import opened_zip
from welfarefiles.packs.passphrases import passphrase_of
from welfarefiles.transfer import acting
from welfarefiles.transfer import naming
from welfarefiles.transfer import questions
from welfarefiles.transfer import steps
from welfarefiles.transfer.store import transfers_of

import hashlib
import io
import json
import pikepdf
import pypdfium2
import pytest
import transaction
import zlib


UPLOAD = bytes(range(256)) * 40


@pytest.fixture
def school(functional):
    make_people(functional["portal"])
    return make_staffed_school(functional["portal"])


@pytest.fixture
def files(school):
    """The two files of one child, with an upload and a restricted record."""
    child = {"given_name": "Orlando", "family_name": "Zephyrine", "upn": "A999123456787"}
    welfare = make_complete_file(school, **child)
    cp = make_complete_file(school, "ChildProtectionFile", **child)
    with signed_in("lead"):
        upload = NamedBlobFile(UPLOAD, "application/pdf", "Orlando Zephyrine.pdf")
        document = make_record(welfare, "WelfareDocument")
        document.file = upload
        perform(document, "sign")
        notes = make_record(welfare, "WelfareDocument", kind="handwritten")
        notes.file = NamedBlobFile(b"Scribbled at the door", "text/plain", "notes.txt")
        perform(notes, "sign")
        secret = make_record(welfare, "Decision", decision="Advice of counsel")
        perform(secret, "sign")
        put_in(secret, "lead", london.now(), "Legal advice")
    transaction.commit()
    return welfare, cp


@pytest.fixture
def transfer(functional, school, files):
    welfare, _cp = files
    found = moving.prepared(welfare, with_other=True)
    for file in files:
        make_agreed_summary(file, "transfer")
    with signed_in("lead"):
        acting.hand_over(school, found)
        make_record(welfare, "ContactNote", discussion="Only a draft")
    work_off(functional)
    return moving.now(found, school)


@pytest.fixture
def pack(school, transfer):
    passphrase = passphrase_of(school, transfer.pack.id)
    content = spool.pack_path(transfer.pack.id).read_bytes()
    return io.BytesIO(content), passphrase


def test_the_pack_is_whole(school, files, transfer, pack):
    seal.check(*pack)
    assert transfer.state == steps.READY
    assert transfer.pack.size == len(pack[0].getvalue())
    assert transfer.pack.sha256 == hashlib.sha256(pack[0].getvalue()).hexdigest()
    with opened_zip(*pack) as opened:
        manifest = json.loads(opened.read(names.MANIFEST))
        for entry in manifest["files"]:
            content = opened.read(entry["path"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (
                entry["size"],
                entry["sha256"],
            )
        assert {*opened.namelist()} == {names.MANIFEST, *(e["path"] for e in manifest["files"])}
    assert names.problems(manifest) == []
    assert names.hash_of(manifest) == transfer.pack.manifest_hash
    assert [part["type"] for part in manifest["parts"]] == ["ChildProtectionFile", "WelfareFile"]
    what_goes_and_what_stays(pack)
    names_outside_the_encryption_tell_nothing(pack)
    the_ledger_and_the_manifest_name_no_child(school, files, transfer)


def what_goes_and_what_stays(pack):
    with opened_zip(*pack) as opened:
        manifest = json.loads(opened.read(names.MANIFEST))
        everything = b"".join(opened.read(name) for name in opened.namelist())
        welfare = manifest["parts"][1]
        documents = [one for one in welfare["records"] if one["type"] == "WelfareDocument"]
        [document, _checklist] = sorted(
            documents, key=lambda one: opened.read(one["attachments"][0]) != UPLOAD
        )
        assert opened.read(document["attachments"][0]) == UPLOAD
        one = json.loads(opened.read(document["json"]))
        sheet = json.loads(opened.read(welfare["front_sheet"]))
        for name in opened.namelist():
            if name.endswith(".pdf") and name not in document["attachments"]:
                pikepdf.open(io.BytesIO(opened.read(name)))
    assert welfare["drafts_left_out"] == 1
    assert b"Only a draft" not in everything
    assert b"Advice of counsel" not in everything
    assert b"Scribbled at the door" not in everything  # handwritten notes are not disclosed
    assert names.problems(one, names.RECORD_FORMAT) == []
    assert one["document"]["content_hash"] == one["content_hash"]
    assert one["attachments"][0]["filename"] == "Orlando Zephyrine.pdf"
    assert names.problems(sheet, names.FRONT_SHEET_FORMAT) == []
    assert sheet["fields"]["upn"] == "A999123456787"
    assert [one["by"]["id"] for one in sheet["signatures"]] == ["lead"]
    with opened_zip(*pack) as opened:
        page = opened.read(names.INDEX).decode()
        paper = pypdfium2.PdfDocument(opened.read(welfare["front_sheet_pdf"]))
    assert "Who signed that the front sheet was complete and up to date" in page
    assert welfare["front_sheet_pdf"] in page
    assert "Version 1 signed" in paper[len(paper) - 1].get_textpage().get_text_range()


def names_outside_the_encryption_tell_nothing(pack):
    content = pack[0].getvalue()
    for word in (b"Zephyrine", b"Orlando", b"WF-", b"CP-", b"protection", b"Welfare"):
        assert word not in content


def the_ledger_and_the_manifest_name_no_child(school, files, transfer):
    for file in files:
        assert state_of(file) == "transferred"
        found = entries(Filter(file_uid=file.UID(), actions=("transfer.packed",)))
        assert transfer.pack.manifest_hash in str(found[0])
    kept = zlib.decompress(transfers_of(school).manifest(transfer.pack.id))
    for word in (b"Zephyrine", b"Orlando", b"A999123456787"):
        assert word not in kept


def test_a_second_pack_replaces_the_first_and_a_withdrawn_one_is_gone(functional, school, transfer):
    with signed_in("lead"):
        acting.build(school, transfer)
    work_off(functional)
    new = moving.now(transfer, school)
    assert new.pack.id != transfer.pack.id
    assert spool.pack_path(transfer.pack.id) is None
    assert spool.pack_path(new.pack.id)
    with signed_in("lead"):
        acting.build(school, new)
        acting.withdraw(school, new, "The place fell through")
    work_off(functional)
    assert moving.now(transfer, school).pack.id == new.pack.id
    assert spool.pack_path(new.pack.id) is None


def test_two_people_can_send_one_restricted_record(functional, school, files):
    welfare, _cp = files
    from welfarefiles.access.grants import grants

    for person in ("lead", "head"):
        grants(welfare).give(person, "Privileged Reader", "Case", "lead")
    [secret] = [one for one in welfare.objectValues() if one.portal_type == "Decision"]
    transfer = moving.prepared(welfare)
    make_agreed_summary(welfare, "transfer")
    with signed_in("lead"):
        transfer = naming.propose(school, transfer, secret.UID(), "The school needs it")
        with pytest.raises(questions.BadStep, match="Somebody else"):
            naming.agree(school, transfer, secret.UID())
    with signed_in("head"):
        transfer = naming.agree(school, transfer, secret.UID())
    with signed_in("lead"):
        acting.hand_over(school, transfer)
    work_off(functional)
    new = moving.now(transfer, school)
    passphrase = passphrase_of(school, new.pack.id)
    with open(spool.pack_path(new.pack.id), "rb") as file, opened_zip(file, passphrase) as opened:
        manifest = json.loads(opened.read(names.MANIFEST))
    assert secret.UID() in [one["uid"] for one in manifest["parts"][0]["records"]]


def test_the_same_child_is_found_in_the_other_kind_of_file(school, files):
    from welfarefiles.transfer.other import other_file

    with signed_in("lead"):
        assert other_file(files[0]).UID() == files[1].UID()
        alone = make_file(school, **{**FRONT_SHEET, "family_name": "Other"})
        assert other_file(alone) is None
