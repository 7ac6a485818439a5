"""Real transfer packs for tests: of a file of a portal, and rewritten by somebody hostile."""

from contextlib import contextmanager
from io import BytesIO
from plone.uuid.interfaces import IUUID
from tests.api import path_of
from tests.sample import make_school
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.frontsheet.keeping import every_signature
from welfarefiles.packs import manifest as names
from welfarefiles.packs import pack as packing
from welfarefiles.packs import seal
from welfarefiles.packs.contents import front_sheet
from welfarefiles.packs.contents import packed
from welfarefiles.packs.contents import packed_uids
from welfarefiles.packs.contents import records_of
from welfarefiles.packs.encryption import encrypted_zip
from welfarefiles.packs.encryption import opened_zip
from welfarefiles.received import reading
from welfarefiles.signing.addenda import add_addendum

import hashlib
import json
import secrets
import transaction


PASSPHRASE = "abcde-fghjk-mnpqr-stuvw-xyz23"
PDF = b"%PDF-1.7"


def pack_of(*files, transfer="0123456789abcdef", sender="Elmhurst School", named=()):
    """The bytes of a pack of these files, a part each.

    `named`: UIDs of restricted records that go too.
    """
    about = names.Pack(
        secrets.token_hex(16),
        transfer,
        london.now(),
        "The child moved.",
        names.School(sender, "999/1234"),
        names.School("Oakfield"),
        "Welfare Files",
    )
    parts = [content_of(str(number), file, named) for number, file in enumerate(files, 1)]
    out = BytesIO()
    packing.write_pack(out, PASSPHRASE, about, parts, b"<html></html>", b"<xml/>")
    return out.getvalue()


def content_of(number, file, named=()):
    part = packing.new_part(number, file.portal_type, IUUID(file), file.reference)
    uids = packed_uids(part, named)
    records = (packed(record, PDF) for record in records_of(file, uids))
    return packing.PartContent(
        part, front_sheet(file), PDF, records, every_signature(file), front_sheet_pdf=PDF
    )


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


def multipart(pack, name="pack.zip", **fields):
    """(content type, body) of a form with a pack, as a browser sends it."""
    mark = secrets.token_hex(8)
    body = b"".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/zip\r\n\r\n"
    ).encode()
    return f"multipart/form-data; boundary={mark}", body + pack + f"\r\n--{mark}--\r\n".encode()


TYPES = ("Concern", "WelfareDocument", "Decision", "Correspondence")


def make_place(portal):
    """Two schools: the first keeps a file with records of each type, the second nothing."""
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


def first_record(files):
    return next(path for path in files if path.endswith("00001.json"))


def edited(files, path, change):
    """Change a JSON file of a pack."""
    data = json.loads(files[path])
    change(data)
    files[path] = json.dumps(data).encode()
