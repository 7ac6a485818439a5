"""`welfarefiles-verify-record`: check an exported record on any machine, without the portal."""

from .checking import DOCUMENT
from .checking import problems
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile
from zipfile import is_zipfile
from zipfile import ZipFile

import argparse
import json
import sys
import zlib


MOST_BYTES = 64 * 1024 * 1024


class NoExport(Exception):
    """What was named is no export of a record; the message says what is wrong."""


def verify_main(arguments=None):
    """The exit code is 0 when the record holds, 1 when it does not, 2 when there is none."""
    asked = _parser().parse_args(arguments)
    try:
        with opened(Path(asked.export)) as (document, attachment):
            return _say(document, _problems(document, attachment, asked.fingerprint))
    except (NoExport, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser():
    parser = argparse.ArgumentParser(
        prog="welfarefiles-verify-record",
        description="Check that an exported record says what was signed, to the last byte.",
    )
    parser.add_argument("export", help="record.zip, or the folder it was unpacked to")
    parser.add_argument(
        "--fingerprint", help="as the record's page, its print or the ledger has it", default=""
    )
    return parser


def _problems(document, attachment, fingerprint):
    """What does not hold: by itself, and held against a fingerprint from elsewhere."""
    try:
        found = problems(document, attachment)
    except (BadZipFile, zlib.error, EOFError):
        found = ["The archive is damaged."]
    wanted = "".join(fingerprint.split()).lower()
    if wanted and isinstance(document, dict) and wanted != document.get("content_hash"):
        found.append("The fingerprint is not the one you gave.")
    return found


@contextmanager
def opened(path):
    """(document, function that opens an attachment) of an archive or a folder."""
    if path.is_dir():
        yield _read((path / DOCUMENT).read_bytes()), _inside(path)
    elif is_zipfile(path):
        with ZipFile(path) as archive:
            try:
                data = archive.open(DOCUMENT).read(MOST_BYTES)
            except (KeyError, BadZipFile, zlib.error, EOFError):
                raise NoExport(f"{path} holds no {DOCUMENT} that can be read") from None
            yield _read(data), archive.open
    else:
        raise NoExport(f"{path} is no archive and no folder")


def _inside(folder):
    """Opens what lies in a folder, and nothing outside it."""
    root = folder.resolve()

    def attachment(name):
        place = (root / name).resolve()
        if not (place.is_relative_to(root) and place.is_file()):
            raise LookupError(name)
        return place.open("rb")

    return attachment


def _read(data):
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise NoExport(f"{DOCUMENT} is not JSON") from None


def _say(document, found):
    if found:
        print(f"DOES NOT HOLD: {found[0]}")
        for problem in found[1:]:
            print(f"  {problem}")
        return 1
    content = document["content"]
    print(f"{content['type']} in {content['file']}: {document['content_hash']}")
    for link in document["later"]:
        print(f"{link['kind']} {link['at']} by {link['by']['name']}")
    print("OK" if document["seal"] else "OK, but it was not signed")
    return 0
