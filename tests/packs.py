"""Real transfer packs for tests: of a file of a portal, and rewritten by somebody hostile."""

from contextlib import contextmanager
from io import BytesIO
from plone.uuid.interfaces import IUUID
from welfarefiles.calendars import london
from welfarefiles.imports import reading
from welfarefiles.transfer import manifest as names
from welfarefiles.transfer import pack as packing
from welfarefiles.transfer import seal
from welfarefiles.transfer.contents import front_sheet
from welfarefiles.transfer.contents import packed
from welfarefiles.transfer.contents import packed_uids
from welfarefiles.transfer.contents import records_of
from welfarefiles.transfer.encryption import encrypted_zip
from welfarefiles.transfer.encryption import opened_zip

import hashlib
import json
import secrets


PASSPHRASE = "abcde-fghjk-mnpqr-stuvw-xyz23"
PDF = b"%PDF-1.7"


def pack_of(*files, transfer="0123456789abcdef", sender="Elmhurst School"):
    """The bytes of a pack of these files, a part each."""
    about = names.Pack(
        secrets.token_hex(16),
        transfer,
        london.now(),
        "The child moved.",
        names.School(sender, "999/1234"),
        names.School("Oakfield"),
        "Welfare Files",
    )
    parts = [content_of(str(number), file) for number, file in enumerate(files, 1)]
    out = BytesIO()
    packing.write_pack(out, PASSPHRASE, about, parts, b"<html></html>", b"<xml/>")
    return out.getvalue()


def content_of(number, file):
    part = packing.new_part(number, file.portal_type, IUUID(file), file.reference)
    uids = packed_uids(part)
    records = (packed(record, PDF) for record in records_of(file, uids))
    return packing.PartContent(part, front_sheet(file), PDF, records)


def unpacked(pack):
    """`{path: bytes}` of everything in a pack, its manifest as data under ``manifest.json``."""
    with opened_zip(BytesIO(pack), PASSPHRASE) as found:
        files = {name: found.read(name) for name in found.namelist()}
    files[names.MANIFEST] = json.loads(files[names.MANIFEST])
    return files


def repacked(files, listed=True, passphrase=PASSPHRASE):
    """A pack of these files, sealed by somebody who knows the passphrase.

    :param listed: write sizes and hashes of the files, as they now are, into the manifest.
    """
    manifest = files.get(names.MANIFEST)
    if listed and isinstance(manifest, dict):
        for one in manifest["files"]:
            if one["path"] in files:
                content = files[one["path"]]
                one["size"], one["sha256"] = len(content), hashlib.sha256(content).hexdigest()
    out = BytesIO()
    with encrypted_zip(out, passphrase) as made:
        for path, content in files.items():
            data = json.dumps(content).encode() if isinstance(content, dict) else content
            made.writestr(path, data)
        made.comment = seal.placeholder(id_of(manifest))
    seal.close(out, passphrase, id_of(manifest))
    return out.getvalue()


def id_of(manifest):
    id = manifest.get("id") if isinstance(manifest, dict) else None
    return id if isinstance(id, str) and len(id) == 32 else "ab" * 16


@contextmanager
def verified(pack, passphrase=PASSPHRASE):
    """An open pack that was verified. Raises `BadPack`."""
    with reading.open_pack(BytesIO(pack), passphrase) as opened:
        reading.verify(opened)
        yield opened
