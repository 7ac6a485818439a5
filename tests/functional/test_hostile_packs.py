"""Packs that somebody altered, with or without the passphrase: each is refused with a reason."""

from tests.packs import edited
from tests.packs import first_record
from tests.packs import make_place
from tests.packs import PASSPHRASE
from tests.packs import repacked
from tests.packs import unpacked
from tests.packs import verified
from welfarefiles.packs import seal
from welfarefiles.received.reading import BadPack

import io
import pytest


#: The pack is made once: to read it needs no portal.
_MADE = {}


@pytest.fixture
def pack(functional):
    """The bytes of a real pack."""
    if not _MADE:
        _MADE["pack"] = make_place(functional["portal"]).pack
    return _MADE["pack"]


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
    "another type": in_record(lambda one: one.__setitem__("type", "Another")),
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
def test_hostile_packs_are_refused(pack, hostile):
    files = unpacked(pack)
    HOSTILE[hostile](files)
    with pytest.raises(BadPack) as refused, verified(repacked(files)):
        pass
    assert "Zephyrine" not in str(refused.value)


def test_one_byte_anywhere(pack):
    for position in range(0, len(pack), max(1, len(pack) // 60)):
        changed = bytearray(pack)
        changed[position] ^= 1
        with pytest.raises(BadPack), verified(bytes(changed)):
            pass


@pytest.mark.parametrize("cut", [0, 1, 200, -1, -65, -200])
def test_a_torn_pack(pack, cut):
    with pytest.raises(BadPack), verified(pack[:cut]):
        pass


def test_a_list_of_contents_that_never_ends(pack):
    """It would be read whole before a name in it could be looked at."""
    size = seal.contents_size(io.BytesIO(pack))
    assert 0 < size < len(pack)
    place = len(pack) - len(seal.placeholder("0" * 32)) - seal.END.size
    end = list(seal.END.unpack_from(pack, place))
    for claimed in (33 << 20, 0xFFFFFFFF):
        end[5], changed = claimed, bytearray(pack)
        seal.END.pack_into(changed, place, *end)
        file = io.BytesIO(changed)
        seal.close(file, PASSPHRASE, seal.pack_id_of(file))
        with pytest.raises(BadPack, match="more than any file"), verified(file.getvalue()):
            pass
    for junk in (b"", b"PK", b"\xff" * 2000):
        assert seal.contents_size(io.BytesIO(junk)) == 0


def test_files_that_unpack_to_more_than_was_said(pack):
    files = unpacked(pack)
    files["index.html"] = b"\0" * 50_000_000
    with pytest.raises(BadPack, match=r"index\.html"), verified(repacked(files, listed=False)):
        pass
