"""The scan of a signed receipt: what it may be."""

from ..transfer.questions import BadStep
from plone.namedfile.file import NamedBlobFile


LARGEST = 20_000_000
#: What a scanner makes -> how it begins.
KINDS = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}


def scan_of(upload):
    """A `NamedBlobFile` of an upload, or None when none was chosen. Raises `BadStep`."""
    if upload is None or not getattr(upload, "filename", ""):
        return None
    return scan(upload.read(LARGEST + 1))


def scan(content):
    """A `NamedBlobFile` of the bytes of a scan. Raises `BadStep`.

    What it is, its first bytes say: neither its name nor what a client calls it.
    """
    if len(content) > LARGEST:
        raise BadStep("The scan is larger than 20 MB.", "scan")
    kind = next((name for name, begin in KINDS.items() if content.startswith(begin)), None)
    if kind is None:
        raise BadStep("The scan has to be a PDF, JPEG or PNG.", "scan")
    return NamedBlobFile(content, kind, f"receipt.{kind.rpartition('/')[2]}")
