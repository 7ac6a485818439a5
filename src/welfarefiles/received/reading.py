"""Read a transfer pack and trust nothing of it until it is verified. Needs no Plone.

The order is that of ``docs/transfer-pack.md``: seal, names, manifest, every file, every record.
The first three are quick and are checked whenever a pack is opened; the others take a minute for
each gigabyte or two, and can be checked a piece at a time.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from typing import BinaryIO
from welfarefiles.frontsheet.checking import problems as sheet_problems
from welfarefiles.packs import manifest as names
from welfarefiles.packs import seal
from welfarefiles.packs.encryption import opened_zip
from welfarefiles.signing.checking import problems as record_problems
from zipfile import BadZipFile
from zlib import error as ZlibError

import hashlib
import json
import re


CHUNK = 1 << 20
#: Of the JSON files, which are read whole.
MOST_JSON = 32 << 20
#: Of all files together, unpacked; of files; of one name.
MOST_BYTES, MOST_FILES, LONGEST_NAME = 8 << 30, 60_000, 80
#: Bytes of the zip's own list, which is read whole before a name in it can be looked at.
MOST_CONTENTS = 32 << 20
#: What is verified at once: so many files or records, so many bytes of them; a few seconds.
AT_ONCE, BYTES_AT_ONCE = 1_000, 192 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*\.[a-z0-9]{1,8}")
_ENCRYPTED = 1

NO_PACK = "This is not a transfer pack, or its end is missing."
CHANGED = "The pack was changed after it was made, or the passphrase is another."
STRANGE_NAME = "The pack has a file whose name cannot be meant."
TWICE = "The pack has a file twice."
OPEN_FILE = "The pack has a file that is not encrypted."
OTHER_FILES = "The files of the pack are not those that its list names."
TOO_MUCH = "The pack holds more than any file on a child can be."
UNREADABLE = "The pack cannot be read."


class BadPack(ValueError):
    """A pack that cannot be taken in: a sentence for whoever brought it, without its content."""


@dataclass(frozen=True)
class OpenPack:
    """A verified pack, open for reading. `manifest`: as ``docs/transfer-pack.md`` describes it."""

    zip: Any
    manifest: Mapping[str, Any]

    @property
    def id(self) -> str:
        return self.manifest["id"]

    @property
    def manifest_hash(self) -> str:
        return names.hash_of(self.manifest)

    def front_sheet(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a part's front sheet by their names, as plain data."""
        return self._json(part["front_sheet"])["fields"]

    def signatures(self, part: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Who signed a part's front sheet, and what it then said; the earliest first."""
        return self._json(part["front_sheet"]).get("signatures", [])

    def record(self, listed: Mapping[str, Any]) -> dict[str, Any]:
        """The JSON of a record that the manifest lists."""
        return self._json(listed["json"])

    def open(self, path: str) -> BinaryIO:
        """The bytes of a file of the pack."""
        return self.zip.open(path)

    def _json(self, path):
        with self.zip.open(path) as stream:
            return json.loads(stream.read(MOST_JSON + 1))


@contextmanager
def open_pack(file: BinaryIO, passphrase: str, is_known: bool = False) -> Iterator[OpenPack]:
    """Open a pack that was verified before, or is to be (`verify`). Raises `BadPack`.

    :param is_known: it was opened before, and the caller compares the hash of its manifest. To
        check seal and manifest anew reads every byte, and every line of a list of thousands.
    """
    if not is_known:
        _check_seal(file, passphrase)
    if seal.contents_size(file) > MOST_CONTENTS:
        raise BadPack(TOO_MUCH)
    try:
        with opened_zip(file, passphrase) as opened:
            yield _known(opened) if is_known else _checked(opened)
    except (BadZipFile, ZlibError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise BadPack(UNREADABLE) from error


def verify(pack: OpenPack) -> None:
    """Check every file and record of an open pack. Raises `BadPack`, naming the file by its path.

    Memory does not grow with the pack: files are read a piece at a time.
    """
    for piece in pieces(pack):
        verify_piece(pack, piece)


def pieces(pack: OpenPack) -> list[str]:
    """Keys of what there is to verify, for `verify_piece`: together they are the whole pack."""
    sizes = [one["size"] for one in pack.manifest["files"]]
    found = [f"files:{start}:{stop}" for start, stop in _runs(sizes)]
    for number, part in enumerate(pack.manifest["parts"]):
        runs = _runs([0] * len(part["records"]))
        found += [f"records:{start}:{stop}:{number}" for start, stop in runs]
    return found


def verify_piece(pack: OpenPack, piece: str) -> None:
    """Check one of the `pieces` of an open pack. Raises `BadPack`."""
    what, *numbers = piece.split(":")
    start, stop, *rest = map(int, numbers)
    if what == "files":
        for one in pack.manifest["files"][start:stop]:
            _check_file(pack, one)
    else:
        _check_part(pack, pack.manifest["parts"][rest[0]], start, stop)


def _runs(sizes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(start, stop) of runs of neighbours of these sizes, each as much as is verified at once."""
    start = stop = held = 0
    for stop, size in enumerate(sizes):
        if stop > start and (stop - start == AT_ONCE or held + size > BYTES_AT_ONCE):
            yield start, stop
            start, held = stop, 0
        held += size
    yield start, stop + 1


def _checked(opened):
    _check_names(opened.infolist())
    pack = _known(opened)
    _refuse(names.problems(pack.manifest), names.MANIFEST)
    _check_list(pack)
    return pack


def _known(opened):
    if names.MANIFEST not in opened.namelist():
        raise BadPack(NO_PACK)
    return OpenPack(opened, _small_json(opened, names.MANIFEST))


def _check_seal(file, passphrase):
    try:
        seal.check(file, passphrase)
    except seal.Broken as error:
        raise BadPack(str(error)) from None
    except UnicodeEncodeError:
        raise BadPack(CHANGED) from None


def _check_list(pack):
    listed = pack.manifest["files"]
    if {one["path"] for one in listed} | {names.MANIFEST} != set(pack.zip.namelist()):
        raise BadPack(OTHER_FILES)
    if sum(one["size"] for one in listed) > MOST_BYTES:
        raise BadPack(TOO_MUCH)


def _check_names(found):
    if len(found) > MOST_FILES:
        raise BadPack(TOO_MUCH)
    if len({one.filename for one in found}) != len(found):
        raise BadPack(TWICE)
    for one in found:
        if len(one.filename) > LONGEST_NAME or not _NAME.fullmatch(one.filename):
            raise BadPack(STRANGE_NAME)
        if not one.flag_bits & _ENCRYPTED:
            raise BadPack(OPEN_FILE)


def _small_json(opened, path):
    with opened.open(path) as stream:
        text = stream.read(MOST_JSON + 1)
    if len(text) > MOST_JSON:
        raise BadPack(TOO_MUCH)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BadPack(f"{path} is not JSON.") from None


def _refuse(problems, path):
    if problems:
        raise BadPack(f"{path}: {problems[0]}")


def _check_file(pack, listed):
    """Size and SHA-256, counting while reading: nothing unpacks to more than was said."""
    digest, size = hashlib.sha256(), 0
    with pack.open(listed["path"]) as stream:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > listed["size"]:
                break
            digest.update(piece)
    if (size, digest.hexdigest()) != (listed["size"], listed["sha256"]):
        raise BadPack(f"{listed['path']} is not the file that was packed.")


def _check_part(pack, part, start, stop):
    """Some of a part's records; with the first of them what stands before them."""
    known = {one["path"]: one for one in pack.manifest["files"]}
    if not start:
        _check_front(pack, part, known)
    for listed in part["records"][start:stop]:
        _check_record(pack, listed, known)


def _check_front(pack, part, known):
    sheet = _small_json(pack.zip, _listed(part["front_sheet"], known))
    _refuse(names.problems(sheet, names.FRONT_SHEET_FORMAT), part["front_sheet"])
    if (sheet["type"], sheet["uid"]) != (part["type"], part["uid"]):
        raise BadPack(f"{part['front_sheet']} is of another file.")
    _refuse(sheet_problems(sheet.get("signatures", ())), part["front_sheet"])
    for path in (part["chronology"], part.get("front_sheet_pdf", part["chronology"])):
        _listed(path, known)


def _listed(path, known):
    if path not in known:
        raise BadPack(OTHER_FILES)
    return path


def _check_record(pack, listed, known):
    """A record is what the manifest says, and its content has the fingerprint of the signature."""
    path = _listed(listed["json"], known)
    record = _small_json(pack.zip, path)
    _refuse(names.problems(record, names.RECORD_FORMAT), path)
    same = ("uid", "type", "state", "content_hash")
    if any(record[name] != listed[name] for name in same):
        raise BadPack(f"{path} is of another record.")
    document, packed = record["document"], {one["field"]: one for one in record["attachments"]}
    _refuse(record_problems(document), path)
    content = document["content"]
    if (content["uid"], content["type"]) != (record["uid"], record["type"]):
        raise BadPack(f"{path} is of another record.")
    if document["content_hash"] != record["content_hash"]:
        raise BadPack(f"{path}: the content does not have the fingerprint of its signature.")
    for one in packed.values():
        _same_as_listed(one, known)
    for one in content["attachments"]:
        if packed.get(one["field"], {}).get("sha256") != one["sha256"]:
            raise BadPack(f"{path}: an attachment is not the one that was signed.")


def _same_as_listed(attachment, known):
    listed = known[_listed(attachment["path"], known)]
    if (listed["size"], listed["sha256"]) != (attachment["size"], attachment["sha256"]):
        raise BadPack(OTHER_FILES)
