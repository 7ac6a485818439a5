"""Put segments of a pack together: bytes as they are, one list of contents. Needs no Plone."""

from collections.abc import Iterable
from copy import copy
from typing import BinaryIO
from welfarefiles.packs.pack import Segment

import pyzipper


CHUNK = 1 << 20


def joined(out: BinaryIO, passphrase: str, segments: Iterable[BinaryIO]) -> Segment:
    """A `Segment` that begins with all the files of finished segments, and can be added to.

    What was encrypted is copied, never opened; only the places in the list of contents move.
    """
    found = Segment(out, passphrase)
    for segment in segments:
        with pyzipper.AESZipFile(segment) as opened:
            _copy(opened, segment, found.zip)
    return found


def _copy(opened, segment, target):
    """Append what stands before a zip's list of contents, and list it anew."""
    start = target.fp.tell()
    segment.seek(0)
    _copy_bytes(segment, target.fp, opened.start_dir)
    for info in opened.infolist():
        moved = copy(info)
        moved.header_offset += start
        target.filelist.append(moved)
        target.NameToInfo[moved.filename] = moved
    target.start_dir = target.fp.tell()
    target._didModify = True


def _copy_bytes(source, target, number):
    while number:
        piece = source.read(min(CHUNK, number))
        if not piece:
            raise EOFError("A segment is shorter than it says.")
        target.write(piece)
        number -= len(piece)
