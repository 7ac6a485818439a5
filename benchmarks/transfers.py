"""A transfer pack: processor time for 500 records, and memory with few uploads against many.

No Plone: what takes the time is the typesetting, the encryption and the disk. Each size is a
process of its own, so that its highest use of memory is its own.
"""

from comparisons import Result
from datetime import datetime
from datetime import UTC
from pathlib import Path
from welfarefiles.chronology.pdf import template
from welfarefiles.chronology.typesetting import typeset_many
from welfarefiles.packs import manifest as names
from welfarefiles.packs import pack as packing
from welfarefiles.packs import seal
from welfarefiles.packs.encryption import new_passphrase
from welfarefiles.packs.joining import joined

import io
import os
import resource
import subprocess
import sys


RECORDS, AT_ONCE = 500, 25
FEW, MANY, UPLOAD = 20, 300, 1_000_000
LIMIT = 20
WORDS = "She described the mornings and what they had agreed about the breakfast place. "


def transfers(folder):
    """`Result`s: seconds of processor for 500 records, megabytes with many uploads and with few."""
    folder = Path(folder)
    folder.mkdir(parents=True)
    seconds, _peak = measured(folder, RECORDS, 0)
    _seconds, few = measured(folder, FEW, UPLOAD)
    _seconds, many = measured(folder, MANY, UPLOAD)
    return [
        Result(f"Transfer pack of {RECORDS} records, CPU", seconds, f"{LIMIT} s", LIMIT,
               seconds / LIMIT, 1, unit="s"),
        Result(f"Memory of a pack, {MANY:,} uploads of 1 MB", many, f"{FEW} uploads", few,
               many / few, 1.25, unit="MB"),
    ]  # fmt: skip


def measured(folder, number, upload):
    """(seconds of processor with its children, highest megabytes) of one pack in a process."""
    command = [sys.executable, __file__, str(folder), str(number), str(upload)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


def build(folder, number, upload):
    """One pack of so many records, each with an upload of so many bytes, as the job does it."""
    passphrase, at = new_passphrase(), datetime.now(UTC)
    about = names.Pack("ab" * 16, "0" * 16, at, "", names.School("A"), names.School("B"), "bench")
    paths, entries, packed = [], [], []
    for start in range(0, number, AT_ONCE):
        path = folder / f"segment-{start}.zip"
        numbers = range(start, min(start + AT_ONCE, number))
        pdfs = typeset_many(template("record"), [paper(one) for one in numbers], at)
        with open(path, "w+b") as out:
            segment = packing.Segment(out, passphrase)
            for one, pdf in zip(numbers, pdfs, strict=True):
                packed.append(segment.add_record("1", one + 1, record(one, pdf, upload)))
            segment.close()
        paths.append(path)
        entries += segment.entries
    with open(folder / "pack.zip", "w+b") as out:
        opened = [open(path, "rb") for path in paths]  # noqa: SIM115
        whole = joined(out, passphrase, opened)
        whole.entries += entries
        part = packing.new_part("1", "WelfareFile", "c" * 32, "WF-2026-000001")
        packing.add_manifest(whole, about, [part], whole.entries)
        whole.zip.comment = seal.placeholder(about.id)
        whole.close()
        seal.close(out, passphrase, about.id)
    for stream, path in zip(opened, paths, strict=True):
        stream.close()
        path.unlink()
    os.unlink(folder / "pack.zip")


def record(number, pdf, upload):
    """An invented record."""
    document = {"discussion": WORDS * 12, "number": number}
    uploads = (packing.Attachment("scan.pdf", "application/pdf", "file", lambda: Bytes(upload)),)
    return packing.Record(
        f"{number:032x}", "ContactNote", "signed", document, names.hash_of(document), pdf,
        attachments=uploads if upload else (),
    )  # fmt: skip


class Bytes(io.RawIOBase):
    """So many random bytes, never all of them at once."""

    def __init__(self, left):
        self.left = left

    def read(self, size=-1):
        size = min(size, self.left) if size >= 0 else self.left
        self.left -= size
        return os.urandom(size)


def paper(number):
    """What the template of a record is given."""
    fields = [{"label": label, "text": [[WORDS * 6]], "rows": "", "is_file": False}
              for label in ("What was said and seen", "Outcome", "Purpose")]  # fmt: skip
    return {
        "document": f"Contact note {number}", "reference": "WF-2026-000001",
        "heading": "Home visit", "child": "", "school": "A",
        "happened": "Mon 2 November 2026, 15:40", "state": "", "struck": False,
        "fields": fields, "parts": [], "files": [], "who": [["Author", "A. Lead"]], "deeds": [],
        "fingerprint": "0" * 64, "printed_by": "A. Lead", "printed_at": "", "demonstration": False,
    }  # fmt: skip


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF,
                                                         resource.RUSAGE_CHILDREN))  # fmt: skip
    used = sum(one.ru_utime + one.ru_stime for one in (own, children))
    print(used, own.ru_maxrss / 1024)
