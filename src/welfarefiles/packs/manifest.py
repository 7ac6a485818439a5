"""What a transfer pack says of itself: every file in it by size and hash. Needs no Plone.

The format is described in ``docs/transfer-pack.md``; whoever writes or reads a pack asks here.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import hashlib
import json
import jsonschema
import re


FORMAT = "welfarefiles-transfer-pack"
RECORD_FORMAT = "welfarefiles-record"
FRONT_SHEET_FORMAT = "welfarefiles-front-sheet"
#: Raised when an older reader could no longer read a pack rightly.
VERSION = 1

MANIFEST = "manifest.json"
INDEX = "index.html"
REFERENCES = "references.xml"

#: What a file of a pack is (`Entry.role`).
INDEX_PAGE = "index"
REFERENCE_LIST = "references"
FRONT_SHEET = "front-sheet"
FRONT_SHEET_PDF = "front-sheet-pdf"
CHRONOLOGY = "chronology"
RECORD = "record"
RECORD_PDF = "record-pdf"
ATTACHMENT = "attachment"

_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
#: An ordinary tool would run these on a double click; in a pack they carry ``.bin``.
_RUN = frozenset(
    (
        "bat",
        "cmd",
        "com",
        "cpl",
        "exe",
        "hta",
        "htm",
        "html",
        "jar",
        "js",
        "jse",
        "lnk",
        "msi",
        "msp",
        "ps1",
        "pif",
        "reg",
        "scr",
        "sh",
        "svg",
        "url",
        "vb",
        "vbe",
        "vbs",
        "wsf",
        "xht",
        "xhtml",
    )
)


@dataclass(frozen=True)
class Entry:
    """One file of a pack. `size` in bytes; `sha256` of its bytes before encryption.

    `part`: id of the part it belongs to, `record`: UID of the record; empty where it is of neither.
    """

    path: str
    role: str
    size: int
    sha256: str
    part: str = ""
    record: str = ""


@dataclass(frozen=True)
class PackedRecord:
    """A record as the manifest lists it; paths are those of entries.

    `content_hash`: of the record's document (`canonical`), as the sender's portal knows it.
    """

    uid: str
    type: str
    state: str
    content_hash: str
    json: str
    pdf: str
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One file of the child, with a receipt of its own.

    `type`: `WelfareFile` or `ChildProtectionFile`; `uid`, `reference`: as the sender knows the
    file; `folder`: where its files are; `drafts_left_out`: how many unfinished records stayed.
    """

    id: str
    type: str
    uid: str
    reference: str
    folder: str
    front_sheet: str
    chronology: str
    records: tuple[PackedRecord, ...] = ()
    drafts_left_out: int = 0
    front_sheet_pdf: str = ""


@dataclass(frozen=True)
class School:
    """A school as a pack names it. `dfe_number`: local authority and establishment, `999/1234`.

    `uid`: of the school in the sender's portal; `person`: who prepared the pack.
    """

    name: str
    dfe_number: str = ""
    address: str = ""
    email: str = ""
    uid: str = ""
    person: str = ""


@dataclass(frozen=True)
class Pack:
    """What the pack is. `id`: 32 hex digits; `built_at`: aware; `purpose`: one sentence."""

    id: str
    transfer: str
    built_at: datetime
    purpose: str
    sender: School
    receiver: School
    software: str


def manifest(pack: Pack, parts: Iterable[Part], entries: Iterable[Entry]) -> dict[str, Any]:
    """The manifest as plain data: ``manifest.json`` itself is the one file it does not list."""
    about = asdict(pack) | {"built_at": pack.built_at.isoformat()}
    found = {
        "format": FORMAT,
        "version": VERSION,
        **about,
        "parts": [asdict(part) for part in parts],
        "files": [asdict(entry) for entry in entries],
    }
    return json.loads(json.dumps(found))  # tuples as the lists they will be


def canonical(data: Any) -> bytes:
    """Plain data as the bytes that are hashed: sorted keys, no spaces, UTF-8."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def hash_of(data: Any) -> str:
    """SHA-256 of plain data in its canonical form, 64 hex digits."""
    return hashlib.sha256(canonical(data)).hexdigest()


def readable(data: Any) -> bytes:
    """Plain data as a JSON file of the pack: for programs, and for people with a text editor."""
    return json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace")


def folder_of(part: str) -> str:
    """Where the files of a part are. Names in a zip can be read by anybody: they say nothing."""
    return f"part-{part}"


def record_path(part: str, number: int, extension: str) -> str:
    """Path of a record's JSON or PDF; `number` from 1, in the order of events."""
    return f"{folder_of(part)}/records/{number:05}.{extension}"


def attachment_path(part: str, number: int, position: int, filename: str) -> str:
    """Path of an attachment, safe on every system; its own name stands in the record's JSON."""
    return f"{folder_of(part)}/records/{number:05}-{position}.{extension_of(filename)}"


def extension_of(filename: str) -> str:
    """The extension an attachment keeps in a pack; ``bin`` for none, a strange or an active one."""
    extension = (filename or "").rpartition(".")[2].lower() if "." in (filename or "") else ""
    return extension if _EXTENSION.fullmatch(extension) and extension not in _RUN else "bin"


@cache
def schema_of(format: str) -> dict[str, Any]:
    """The JSON Schema of one of the formats, as ``docs/`` publishes it."""
    text = files(__package__).joinpath(f"schemas/{format}.schema.json").read_text("utf-8")
    return json.loads(text)


def problems(data: Any, format: str = FORMAT) -> list[str]:
    """Where plain data is not of the format, as sentences without its content; none: it is."""
    if isinstance(data, Mapping) and data.get("format") == format:
        version = data.get("version")
        if isinstance(version, int) and version > VERSION:
            return [f"It is of a later format ({version}) than this portal reads ({VERSION})."]
    checker = jsonschema.Draft202012Validator(schema_of(format))
    return [
        f"{'/'.join(map(str, error.absolute_path)) or 'The whole'}: wrong {error.validator}."
        for error in checker.iter_errors(data)
    ]
