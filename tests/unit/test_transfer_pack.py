"""A transfer pack as it is written, opened again and tampered with; without Plone."""

from datetime import datetime
from datetime import UTC
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from pathlib import Path
from welfarefiles.packs import encryption
from welfarefiles.packs import manifest as names
from welfarefiles.packs import pack as packing
from welfarefiles.packs import seal

import hashlib
import json
import os
import pytest
import re


DOCS = Path(__file__).parents[2] / "docs" / "schemas"
THOROUGH = bool(os.environ.get("WELFAREFILES_THOROUGH"))
FORMATS = (names.FORMAT, names.RECORD_FORMAT, names.FRONT_SHEET_FORMAT)
PASSPHRASE = "abcde-fghjk-mnpqr-stuvw-xyz23"
PACK = names.Pack(
    "ab" * 16,
    "0123456789abcdef",
    datetime(2026, 11, 20, 12, tzinfo=UTC),
    "The child moved to another school.",
    names.School("Oakfield", "999/1234", "1 Oak Road", "office@oakfield.example", "u", "A. Lead"),
    names.School("Elmhurst"),
    "Welfare Files 1.0",
)


def record(number, upload=b"minutes"):
    document = {"discussion": "Zoë said …", "number": number}
    return packing.Record(
        f"{number:032x}",
        "ContactNote",
        "signed",
        document,
        names.hash_of(document),
        b"%PDF-1.7",
        ({"action": "sign", "by": "lead", "at": "2026-11-20T12:00:00+00:00", "comment": ""},),
        {"lead": "A. Lead"},
        (packing.Attachment("Zoë.DOCX", "application/msword", "file", lambda: BytesIO(upload)),),
    )


def written(number=3):
    out = BytesIO()
    part = packing.new_part("1", "WelfareFile", "c" * 32, "WF-2026-000001", 2)
    content = packing.PartContent(part, {"upn": "A"}, b"%PDF", map(record, range(number)))
    result = packing.write_pack(out, PASSPHRASE, PACK, [content], b"<html>", b"<xml/>")
    return out, result


@pytest.fixture(scope="module")
def pack():
    return written()


def test_every_file_is_as_the_manifest_says(pack):
    out, result = pack
    with encryption.opened_zip(out, PASSPHRASE) as opened:
        found = json.loads(opened.read(names.MANIFEST))
        assert sorted(opened.namelist()) == sorted(
            [names.MANIFEST, *(entry["path"] for entry in found["files"])]
        )
        for entry in found["files"]:
            content = opened.read(entry["path"])
            assert len(content) == entry["size"]
            assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert found == result.manifest
    assert names.hash_of(found) == result.manifest_hash
    assert names.problems(found) == []


def test_the_size_and_sum_of_the_whole_are_told(pack):
    out, result = pack
    assert result.size == len(out.getvalue())
    assert result.sha256 == hashlib.sha256(out.getvalue()).hexdigest()


def test_the_other_formats_hold_too(pack):
    with encryption.opened_zip(pack[0], PASSPHRASE) as opened:
        one = json.loads(opened.read("part-1/records/00001.json"))
        sheet = json.loads(opened.read("part-1/front-sheet.json"))
        assert opened.read(one["attachments"][0]["path"]) == b"minutes"
    assert names.problems(one, names.RECORD_FORMAT) == []
    assert names.hash_of(one["document"]) == one["content_hash"]
    assert one["attachments"][0]["filename"] == "Zoë.DOCX"
    assert names.problems(sheet, names.FRONT_SHEET_FORMAT) == []


def test_nothing_can_be_read_without_the_passphrase(pack):
    for words in (b"discussion", b"minutes", b"Oakfield", b"WelfareFile", b"docx\x00Z"):
        assert words not in pack[0].getvalue()
    with encryption.opened_zip(pack[0], "another") as opened, pytest.raises(RuntimeError):
        opened.read(names.MANIFEST)


def test_the_seal_is_whole(pack):
    assert seal.pack_id_of(pack[0]) == PACK.id
    seal.check(pack[0], PASSPHRASE)
    with pytest.raises(seal.Broken):
        seal.check(pack[0], "another")


@settings(max_examples=2000 if THOROUGH else 15, deadline=None)
@given(st.data())
def test_one_changed_byte_anywhere_breaks_the_seal(pack, data):
    original = pack[0].getvalue()
    place = data.draw(st.integers(0, len(original) - 1))
    changed = bytearray(original)
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(seal.Broken):
        seal.check(BytesIO(bytes(changed)), PASSPHRASE)


@pytest.mark.parametrize("length", [0, 1, 22, 100, -1])
def test_what_is_cut_off_is_no_pack(pack, length):
    with pytest.raises(seal.Broken):
        seal.check(BytesIO(pack[0].getvalue()[:length]), PASSPHRASE)


@settings(max_examples=40, deadline=None)
@given(st.text(), st.integers(1, 99999))
def test_no_name_of_an_attachment_can_do_harm(filename, number):
    path = names.attachment_path("1", number, 1, filename)
    pattern = names.schema_of(names.FORMAT)["$defs"]["path"]["pattern"]
    assert re.fullmatch(pattern.strip("^$"), path), path


@pytest.mark.parametrize(
    ("filename", "extension"),
    [
        ("Letter.DOCX", "docx"),
        ("archive.tar.gz", "gz"),
        ("run.exe", "bin"),
        ("page.html", "bin"),
        ("picture.svg", "bin"),
        ("noext", "bin"),
        ("", "bin"),
        ("con.", "bin"),
        ("a.pdf/../../x", "bin"),
        ("a.pdf\x00.exe", "bin"),
        ("a.toolongextension", "bin"),
    ],
)
def test_the_extension_kept(filename, extension):
    assert names.extension_of(filename) == extension


def test_a_later_format_is_named_as_such(pack):
    later = {**pack[1].manifest, "version": 2}
    assert "later format (2)" in names.problems(later)[0]


@pytest.mark.parametrize(
    "path",
    ["../x.pdf", "/x.pdf", "c:/x.pdf", "a\\b.pdf", "part-1/Records/1.pdf", "a..pdf/", "a b.pdf"],
)
def test_a_manifest_with_a_strange_path_is_refused(pack, path):
    files = [{**pack[1].manifest["files"][0], "path": path}]
    assert names.problems({**pack[1].manifest, "files": files})


@pytest.mark.parametrize("format", FORMATS)
def test_the_published_schemas_are_those_in_use(format):
    published = json.loads((DOCS / f"{format}.schema.json").read_text(encoding="utf-8"))
    assert published == names.schema_of(format)


def test_passphrases_are_long_and_never_the_same():
    found = {encryption.new_passphrase() for _ in range(50)}
    assert len(found) == 50
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{5}-){4}[a-hjkmnp-z2-9]{5}", one) for one in found)
