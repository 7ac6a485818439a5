"""The last step of a pack: chronologies, front sheets, its own pages, the manifest, the seal."""

from .. import _
from ..calendars import london
from ..chronology.front_sheet_pdf import front_sheet_pdf
from ..chronology.merging import in_order
from ..chronology.pdf import ChronologyHeader
from ..chronology.pdf import Entry
from ..chronology.pdf import render
from ..chronology.signed_sheets import entries_of
from ..files.identity import display_name
from ..files.identity import year_group_title
from ..frontsheet.keeping import every_signature
from ..frontsheet.shown import said
from ..packs import manifest as names
from ..packs import passphrases
from ..packs import seal
from ..packs import spool
from ..packs.contents import front_sheet
from ..packs.contents import unfinished
from ..packs.describing import facts
from ..packs.index_page import page
from ..packs.joining import joined
from ..packs.manifest import Entry as ZipEntry
from ..packs.manifest import PackedRecord
from ..packs.pack import add_manifest
from ..packs.pack import add_part
from ..packs.pack import new_part
from ..packs.pack import PartContent
from ..packs.references import references
from ..people.names import fullname
from ..people.stored import uid_of
from ..transfer.acting import keep
from ..transfer.knowing import file_of
from ..transfer.knowing import me
from ..transfer.steps import built
from ..transfer.steps import PackNote
from ..transfer.store import transfers_of
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate

import json
import zlib


PURPOSE = _("The child moves to another school, which needs these records to keep the child safe.")


class Whole:
    """A pack about to be finished: what each of its segments says, by part."""

    def __init__(self, school, transfer, pack_id):
        self.school, self.transfer, self.pack_id = school, transfer, pack_id
        self.rows = {part.id: [] for part in transfer.parts}
        self.entries, self.zips = [], []
        for path in sorted(spool.folder(pack_id).glob("segment-*.json")):
            found = spool.rows(pack_id, path.name)
            self.entries += [ZipEntry(**entry) for entry in found["entries"]]
            self.rows[path.name.split("-")[1]] += found["records"]
            self.zips.append(path.with_suffix(".zip"))

    def pack(self):
        """The `manifest.Pack`."""
        school, answers = self.school, self.transfer.answers
        return names.Pack(
            id=self.pack_id,
            transfer=self.transfer.id,
            built_at=london.now(),
            purpose=translate(PURPOSE, context=getRequest()),
            sender=sender(school),
            receiver=names.School(
                answers.school, answers.dfe_number, answers.address, answers.email
            ),
            software=f"Welfare Files {version('welfarefiles')}",
        )

    def part(self, part):
        """The `manifest.Part` of one file."""
        records = tuple(
            PackedRecord(**{**row["packed"], "attachments": tuple(row["packed"]["attachments"])})
            for row in self.rows[part.id]
        )
        found = new_part(part.id, part.type, part.uid, part.reference, len(unfinished(part.uid)))
        return replace(found, records=records)

    def file(self, part):
        return file_of(self.school, part.uid)


def finish(school, transfer, pack_id, passphrase):
    """Put the pack together, keep its manifest, and note that it is ready."""
    whole = Whole(school, transfer, pack_id)
    found, size, digest = spool.write(
        pack_id, spool.PACK, lambda out: _written(out, passphrase, whole)
    )
    for path in whole.zips:
        path.unlink()
        path.with_suffix(".json").unlink()
    manifest_hash = names.hash_of(found)
    store = transfers_of(school)
    store.keep_manifest(pack_id, zlib.compress(json.dumps(found).encode()))
    if transfer.pack is not None and transfer.pack.id != pack_id:
        spool.remove(transfer.pack.id)
        passphrases.forget(school, transfer.pack.id)
    drafts = sum(part["drafts_left_out"] for part in found["parts"])
    note = PackNote(pack_id, london.now(), me(), manifest_hash, digest, size, drafts)
    keep(
        school,
        built(transfer, note),
        "transfer.packed",
        pack=pack_id,
        manifest=manifest_hash,
        sha256=digest,
        size=size,
    )


def _written(out, passphrase, whole):
    """(manifest, size, SHA-256) of the pack, written to a stream."""
    parts = [whole.part(part) for part in whole.transfer.parts]
    with ExitStack() as stack:
        opened = [stack.enter_context(open(path, "rb")) for path in whole.zips]
        segment = joined(out, passphrase, opened)
    segment.entries += whole.entries
    pack = whole.pack()
    described = names.manifest(pack, parts, ())
    pages = [_page_of(whole, part) for part in whole.transfer.parts]
    sheets = [front_sheet(whole.file(part)) for part in whole.transfer.parts]
    segment.add(names.INDEX, names.INDEX_PAGE, page(described, pages))
    segment.add(names.REFERENCES, names.REFERENCE_LIST, references(described, sheets[0]))
    for part, sheet in zip(parts, sheets, strict=True):
        add_part(segment, _content(whole, part, sheet))
    found = add_manifest(segment, pack, parts, segment.entries)
    segment.zip.comment = seal.placeholder(pack.id)
    segment.close()
    return found, *seal.close(out, passphrase, pack.id)


def _content(whole, part, sheet):
    """A part with all but its records, which are in the segments."""
    file = whole.file(part)
    return PartContent(
        part,
        sheet,
        _chronology(whole, part),
        signatures=every_signature(file),
        front_sheet_pdf=front_sheet_pdf(file),
    )


def sender(school):
    """This school as a pack names it."""
    own = transfers_of(school).settings
    return names.School(
        school.title, own.dfe_number, own.address, own.email, uid_of(school), fullname(me())
    )


def _page_of(whole, part):
    """What the index page says of a part."""
    file = whole.file(part)
    return {
        "title": translate(file.getTypeInfo().Title(), context=getRequest()),
        "child": child_of(file),
        "facts": facts(file),
        "signed": [said(one) for one in every_signature(file)],
        "rows": [_row(row) for row in whole.rows[part.id]],
    }


def child_of(file):
    """The child's name, in what only the receiver opens."""
    return display_name(file.given_name, file.family_name, file.known_as)


def _row(row):
    line, record = row["line"], row["packed"]
    happened = datetime.fromisoformat(line["happened_at"])
    files = zip(record["attachments"], row["names"], strict=True)
    return {
        "day": london.format_datetime(happened),
        "title": line["kind"],
        "who": line["who"],
        "text": line["text"],
        "state": line["state_title"],
        "pdf": record["pdf"],
        "json": record["json"],
        "attachments": [{"path": path, "name": name or path} for path, name in files],
    }


def _chronology(whole, part):
    """The chronology of a part as PDF."""
    file = whole.file(part)
    header = ChronologyHeader(
        reference=file.reference,
        child_name=child_of(file),
        date_of_birth=file.date_of_birth,
        year_group=year_group_title(file.year_group or ""),
        printed_by=fullname(me()),
        printed_at=london.now(),
        demonstration=bool(
            api.portal.get_registry_record("welfarefiles.demonstration", default=False)
        ),
        school=whole.school.title,
    )
    records = [_entry(row["line"]) for row in whole.rows[part.id]]
    return render(header, in_order([*records, *entries_of(file)]))


def _entry(line):
    return Entry(
        happened_at=datetime.fromisoformat(line["happened_at"]),
        kind=line["kind"],
        title=line["kind"],
        who=line["who"] or None,
        text=line["text"],
        outcome=line["outcome"],
        state=line["state"],
        recorded_at=datetime.fromisoformat(line["recorded_at"]),
        author=line["author"],
    )
