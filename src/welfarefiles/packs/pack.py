"""Write a transfer pack, a piece at a time: a zip encrypted with AES-256. Needs no Plone.

Nothing is held but the piece at hand and one row for each file. A large pack is written as
*segments*, each a small zip of its own, which `joining` puts together.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from io import BytesIO
from typing import Any
from typing import BinaryIO
from welfarefiles.packs import manifest as names
from welfarefiles.packs import seal
from welfarefiles.packs.encryption import encrypted_zip
from welfarefiles.packs.manifest import Entry
from welfarefiles.packs.manifest import PackedRecord
from welfarefiles.packs.manifest import Part

import hashlib


#: Read at a time from an attachment.
CHUNK = 1 << 20


@dataclass(frozen=True)
class Attachment:
    """An upload of a record. `open` gives its bytes as a stream, when they are wanted.

    `filename`: its own name as the sender knows it; `field`: where the record has it.
    """

    filename: str
    media_type: str
    field: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class Record:
    """A record to be packed.

    `document`: its fields as plain data, of which `content_hash` is the hash; `history`: the steps
    it took, `{"action", "by", "at", "comment"}`; `people`: full names by the ids in it.
    """

    uid: str
    type: str
    state: str
    document: Mapping[str, Any]
    content_hash: str
    pdf: bytes
    history: tuple[Mapping[str, Any], ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    restricted: bool = False


class Segment:
    """A zip being written to a seekable stream; `entries` is what stands in it, in order."""

    def __init__(self, out: BinaryIO, passphrase: str):
        self.zip = encrypted_zip(out, passphrase)
        self.entries: list[Entry] = []

    def add(self, path: str, role: str, source: bytes | BinaryIO, part="", record="") -> Entry:
        """Write one file and return its row."""
        digest, size = hashlib.sha256(), 0
        stream = BytesIO(source) if isinstance(source, bytes) else source
        with stream, self.zip.open(path, "w", force_zip64=True) as target:
            while piece := stream.read(CHUNK):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        entry = Entry(path, role, size, digest.hexdigest(), part, record)
        self.entries.append(entry)
        return entry

    def add_record(self, part: str, number: int, record: Record) -> PackedRecord:
        """Write a record: its attachments unchanged, its JSON, its PDF."""
        attachments = [
            self._attachment(part, number, position, record.uid, one)
            for position, one in enumerate(record.attachments, 1)
        ]
        as_json = names.readable(record_json(record, attachments))
        json_path = names.record_path(part, number, "json")
        pdf_path = names.record_path(part, number, "pdf")
        self.add(json_path, names.RECORD, as_json, part, record.uid)
        self.add(pdf_path, names.RECORD_PDF, record.pdf, part, record.uid)
        paths = tuple(one["path"] for one in attachments)
        return PackedRecord(
            record.uid, record.type, record.state, record.content_hash, json_path, pdf_path, paths
        )

    def _attachment(self, part, number, position, uid, attachment):
        path = names.attachment_path(part, number, position, attachment.filename)
        entry = self.add(path, names.ATTACHMENT, attachment.open(), part, uid)
        return {
            "path": path,
            "field": attachment.field,
            "filename": attachment.filename,
            "media_type": attachment.media_type,
            "size": entry.size,
            "sha256": entry.sha256,
        }

    def close(self) -> None:
        """Write the end of the zip; the stream stays open."""
        self.zip.close()


def record_json(record: Record, attachments: list[dict[str, Any]]) -> dict[str, Any]:
    """The JSON file of a record (`welfarefiles-record`)."""
    return {
        "format": names.RECORD_FORMAT,
        "version": names.VERSION,
        "uid": record.uid,
        "type": record.type,
        "state": record.state,
        "restricted": record.restricted,
        "content_hash": record.content_hash,
        "document": dict(record.document),
        "history": [dict(step) for step in record.history],
        "people": dict(record.people),
        "attachments": attachments,
    }


def front_sheet_json(
    part: Part, fields: Mapping[str, Any], signatures: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The JSON file of a front sheet (`welfarefiles-front-sheet`): fields by their names, and each
    signature with the sheet as it then was.
    """
    return {
        "format": names.FRONT_SHEET_FORMAT,
        "version": names.VERSION,
        "type": part.type,
        "uid": part.uid,
        "reference": part.reference,
        "fields": dict(fields),
        "signatures": [dict(one) for one in signatures],
    }


@dataclass(frozen=True)
class PartContent:
    """A part and all that goes into it; `part.records` is filled in as they are written."""

    part: Part
    front_sheet: Mapping[str, Any]
    chronology: bytes
    records: Iterable[Record] = ()
    signatures: Iterable[Mapping[str, Any]] = ()
    front_sheet_pdf: bytes = b""


@dataclass(frozen=True)
class Written:
    """A finished pack: its manifest, the manifest's hash, and size and SHA-256 of the zip."""

    manifest: dict[str, Any]
    manifest_hash: str
    size: int
    sha256: str


def new_part(id: str, type: str, uid: str, reference: str, drafts_left_out: int = 0) -> Part:
    """A part with the places of its front sheet and chronology, and no records yet."""
    folder = names.folder_of(id)
    places = (f"{folder}/front-sheet.json", f"{folder}/chronology.pdf")
    on_paper = f"{folder}/front-sheet.pdf"
    return Part(
        id,
        type,
        uid,
        reference,
        folder,
        *places,
        drafts_left_out=drafts_left_out,
        front_sheet_pdf=on_paper,
    )


def add_part(segment: Segment, content: PartContent) -> None:
    """Write what a part has beside its records."""
    part = content.part
    sheet = front_sheet_json(part, content.front_sheet, content.signatures)
    segment.add(part.front_sheet, names.FRONT_SHEET, names.readable(sheet), part.id)
    segment.add(part.front_sheet_pdf, names.FRONT_SHEET_PDF, content.front_sheet_pdf, part.id)
    segment.add(part.chronology, names.CHRONOLOGY, content.chronology, part.id)


def add_manifest(segment: Segment, pack: names.Pack, parts: Iterable[Part], entries) -> dict:
    """Write ``manifest.json`` over these entries; return it."""
    found = names.manifest(pack, parts, entries)
    segment.add(names.MANIFEST, "manifest", names.readable(found))
    return found


def write_pack(
    out: BinaryIO,
    passphrase: str,
    pack: names.Pack,
    parts: Iterable[PartContent],
    index: bytes = b"",
    references: bytes = b"",
) -> Written:
    """Write a whole pack to a seekable stream opened for reading and writing.

    Records are taken from each part one after the other, and none is kept.
    """
    segment, done = Segment(out, passphrase), []
    segment.add(names.INDEX, names.INDEX_PAGE, index)
    segment.add(names.REFERENCES, names.REFERENCE_LIST, references)
    for content in parts:
        add_part(segment, content)
        numbered = enumerate(content.records, 1)
        packed = [segment.add_record(content.part.id, number, one) for number, one in numbered]
        done.append(replace(content.part, records=tuple(packed)))
    found = add_manifest(segment, pack, done, segment.entries)
    segment.zip.comment = seal.placeholder(pack.id)
    segment.close()
    size, digest = seal.close(out, passphrase, pack.id)
    return Written(found, names.hash_of(found), size, digest)
