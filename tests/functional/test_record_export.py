"""A record printed and exported: who may, what is entered, and that an export shows any change."""

from datetime import date
from io import BytesIO
from pathlib import Path
from plone.namedfile.file import NamedBlobFile
from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.sample import make_file
from tests.school import grant_all
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import RECORDS
from tests.school import signed_in
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.chronology.record_pdf import record_pdf
from welfarefiles.ledger import reading
from welfarefiles.restricted.restricting import restrict
from welfarefiles.signing.canonical import record_document
from welfarefiles.signing.commands import verify_main
from welfarefiles.signing.fingerprint import fingerprint
from welfarefiles.signing.shown import grouped
from zipfile import ZipFile

import json
import pikepdf
import pypdfium2
import pytest
import transaction


MINUTES = b"Minutes of the meeting, as taken.\n"
NAMES = ("record.pdf", "record.zip")
#: Parts of a document of which no byte can be changed unseen.
CHECKED = ("content", "content_hash", "seal", "later", "format", "signed", "authorised")


@pytest.fixture
def file(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    with signed_in("lead"):
        made = make_file(school, family_name="Zephyrine")
        grant_all(made)
    transaction.commit()
    return made


def signed(place, portal_type="ContactNote", **fields):
    with signed_in("lead"):
        record = make_record(place, portal_type, **fields)
        perform(record, "sign")
    transaction.commit()
    return record


@pytest.fixture
def minutes(file):
    upload = NamedBlobFile(MINUTES, "text/plain", "Quenby Zephyrine.txt")
    with signed_in("lead"):
        record = make_record(file, "WelfareDocument")
        record.file = upload
        perform(record, "sign")
    transaction.commit()
    return record


def entered(record, action):
    found = reading.entries(reading.Filter(record_uid=record.UID(), actions=(action,)))
    return [entry.person for entry in found]


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def printed(http, record, user_id="lead"):
    return words_of(Person(http, user_id).ask(f"{path_of(record)}/@@record.pdf").body)


def export_of(http, record, user_id="lead"):
    answer = Person(http, user_id).ask(f"{path_of(record)}/@@record.zip")
    assert answer.status == 200
    return answer


def test_print_and_export_for_whoever_sees_the_record(http, minutes):
    for user_id in ("lead", "head", "worker", "reader"):
        for name in NAMES:
            answer = Person(http, user_id).ask(f"{path_of(minutes)}/@@{name}")
            assert answer.status == 200, (user_id, name)
            said = answer.header("Content-Disposition")
            assert "ephyrine" not in said
            assert minutes.aq_parent.reference in said
            assert answer.header("Cache-Control") == "no-store"
    for action in ("chronology.record-printed", "signing.exported"):
        assert sorted(entered(minutes, action)) == ["head", "lead", "reader", "worker"]


def test_nothing_for_anybody_else(http, minutes):
    for user_id in ("office", "records", "auditor", "stranger", "staff", None):
        for name in (*NAMES, "@export"):
            answer = Person(http, user_id).ask(f"{path_of(minutes)}/@@{name}".replace("@@@", "@"))
            assert answer.status in (302, 404), (user_id, name)
            assert b"Minutes" not in answer.body
    assert entered(minutes, "chronology.record-printed") == []
    assert entered(minutes, "signing.exported") == []


def test_legal_advice_leaves_by_no_print(http, file):
    with signed_in("lead"):
        grants(file).give("privileged", "Case Worker", "Works with the child", "lead")
    with signed_in("privileged"):
        record = make_record(file, "ContactNote")
        restrict(record, "Advice of Legal Services")
    transaction.commit()
    person = Person(http, "privileged")
    status, page = person.page(path_of(record))
    assert status == 200
    assert "record.pdf" not in page
    assert "record.zip" not in page
    for name in NAMES:
        assert person.ask(f"{path_of(record)}/@@{name}").status == 404
    assert Api(http, "privileged").get(f"{record.absolute_url()}/@export").status == 404


def unpacked(answer, folder):
    with ZipFile(BytesIO(answer.body)) as archive:
        assert all(name.isascii() and ".." not in name for name in archive.namelist())
        archive.extractall(folder)
    return folder


def test_an_export_holds_and_one_changed_byte_is_found(http, minutes, tmp_path, capsys):
    answer = export_of(http, minutes)
    whole = tmp_path / "whole.zip"
    whole.write_bytes(answer.body)
    assert verify_main([str(whole)]) == 0
    assert verify_main([str(whole), "--fingerprint", minutes.sealed_hash]) == 0
    assert verify_main([str(whole), "--fingerprint", "0" * 64]) == 1
    folder = unpacked(answer, tmp_path / "folder")
    assert verify_main([str(folder)]) == 0
    assert "OK" in capsys.readouterr().out
    for path in [folder / "record.json", *(folder / "attachments").iterdir()]:
        good = path.read_bytes()
        for at in range(0, len(good), 1 if len(good) < 100 else 23):
            path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
            changed = json_of(path) != json_of(good) if path.suffix == ".json" else True
            assert not changed or verify_main([str(folder)]) != 0, (path.name, at)
        path.write_bytes(good)
    assert verify_main([str(folder)]) == 0


def json_of(given):
    """What is signed or chained of a document; None where it is no JSON."""
    try:
        document = json.loads(given.read_bytes() if isinstance(given, Path) else given)
        return [document[name] for name in CHECKED]
    except (ValueError, KeyError):
        return None


def test_the_service_gives_the_same_document(http, minutes, tmp_path):
    reply = Api(http, "worker").get(f"{minutes.absolute_url()}/@export")
    assert reply.status == 200
    assert reply.header("ETag")
    archive = ZipFile(BytesIO(Person(http, "worker").ask(f"{path_of(minutes)}/@@record.zip").body))
    assert json.loads(archive.read("record.json")) == reply["record"]
    assert archive.read("attachments/file.txt") == MINUTES
    assert reply["archive"] == f"{minutes.absolute_url()}/@@record.zip?names=seen"
    assert reply["names_open"] == 0
    assert entered(minutes, "signing.exported") == ["worker", "worker"]


def test_what_a_camera_noted_leaves_only_with_a_lead(http, file):
    with signed_in("lead"):
        record = make_record(file, "WelfareDocument")
        record.file = NamedBlobFile(b"\xff\xd8\xff\xe1 place", "image/jpeg", "bruise.jpg")
        perform(record, "sign")
    transaction.commit()
    path = f"{path_of(record)}/@@record.zip"
    assert Person(http, "lead").ask(path).status == 200
    for user_id in ("worker", "reader", "head"):
        person = Person(http, user_id)
        assert person.ask(path).status == 404
        assert "record.zip" not in person.page(path_of(record))[1]
        reply = Api(http, user_id).get(f"{record.absolute_url()}/@export")
        assert (reply.status, reply["archive"]) == (200, None)
        assert person.ask(f"{path_of(record)}/@@record.pdf").status == 200


def test_a_draft_can_be_exported_and_says_so(http, file, capsys, tmp_path):
    with signed_in("lead"):
        draft = make_record(file, "ContactNote")
    transaction.commit()
    path = tmp_path / "draft.zip"
    path.write_bytes(export_of(http, draft).body)
    assert verify_main([str(path)]) == 0
    assert "it was not signed" in capsys.readouterr().out
    assert "Draft, not signed" in words_of(
        Person(http, "lead").ask(f"{path_of(draft)}/@@record.pdf").body
    )


@pytest.mark.parametrize("content", [b"", b"PK", b"{}", None])
def test_what_is_no_export_is_said(tmp_path, content, capsys):
    path = tmp_path / "record.zip"
    if content is not None:
        path.write_bytes(content)
    assert verify_main([str(path)]) == 2
    (tmp_path / "record.json").write_bytes(b"[" * 100_000)
    assert verify_main([str(tmp_path)]) == 2
    assert capsys.readouterr().err


def test_an_export_cannot_point_outside_its_folder(tmp_path, minutes):
    with signed_in("lead"):
        document = record_document(minutes)
    secret = tmp_path / "secret"
    secret.write_bytes(MINUTES)
    document["content"]["attachments"][0]["path"] = "../secret"
    document["content_hash"] = document["seal"]["hash"] = fingerprint(document["content"])
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "record.json").write_text(json.dumps({**document, "later": []}))
    assert verify_main([str(folder)]) == 1


def test_what_stands_in_the_print(http, file):
    actions = [{"what": "Ring the bus company", "who": "Lead", "by": date(2027, 7, 3)}]
    record = signed(file, actions=actions, discussion="She described.\n\nThen she left.")
    with signed_in("lead"):
        perform(record, "strike", "It was another child.")
    transaction.commit()
    said = printed(http, record)
    for expected in (
        "CONFIDENTIAL", "Home visit", "Zephyrine", file.reference, "Struck through",
        "Who it was with",
        "She described. Then she left.", "Ring the bus company", "3 Jul 2027", "Author lead",
        "Signed by lead", "Struck through by lead", "It was another child.",
        grouped(record.sealed_hash),
    ):  # fmt: skip
        assert expected in said, expected


def test_whoever_sees_one_record_alone_prints_no_name(http, file):
    record = signed(file)
    with signed_in("lead"):
        grants(record).give("stranger", "Case Reader", "Was there", "lead")
    transaction.commit()
    said = printed(http, record, "stranger")
    assert file.reference in said
    assert "Zephyrine" not in said


@pytest.mark.parametrize("portal_type", RECORDS)
def test_every_type_can_be_printed(file, portal_type):
    """Tagged, PDF/A and PDF/UA, no name in the metadata."""
    with signed_in("lead"):
        record = make_record(file, portal_type)
        pdf = pikepdf.open(BytesIO(record_pdf(record)))
    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")
        assert "ephyrine" not in str(metadata)
