"""The seal of a pack: one byte changed anywhere in the zip, and it is broken. Needs no Plone.

The encryption of a zip guards what stands in each file, not their names, dates or order. So the
zip's comment ends with an HMAC over every byte before it, made with the passphrase.
"""

from struct import Struct
from typing import BinaryIO

import hashlib
import hmac
import io
import re


LABEL = b"welfarefiles-pack 1 "
DIGITS = 64
CHUNK = 1 << 20
#: The end of a zip, and its longer form before the place of that (APPNOTE 4.3.14 to 4.3.16).
END, LONG_END, LOCATOR = Struct("<4s4H2LH"), Struct("<4sQ2H2L4Q"), 20
SIGNATURES = (b"PK\5\6", b"PK\6\6")
_COMMENT = re.compile(rb"welfarefiles-pack 1 ([0-9a-f]{32}) ([0-9a-f]{64})\Z")


class Broken(Exception):
    """The pack is not as it was sealed, or the passphrase is another."""


def placeholder(pack_id: str) -> bytes:
    """The comment of a zip that is still to be sealed."""
    return LABEL + pack_id.encode("ascii") + b" " + b"0" * DIGITS


def close(out: BinaryIO, passphrase: str, pack_id: str) -> tuple[int, str]:
    """Put the seal in the place kept for it, at the very end.

    :return: size in bytes and SHA-256 of the whole file.
    """
    size = out.seek(0, io.SEEK_END)
    mac, digest = _mac(passphrase, pack_id), hashlib.sha256()
    for piece in _pieces(out, size - DIGITS):
        mac.update(piece)
        digest.update(piece)
    last = mac.hexdigest().encode("ascii")
    out.seek(size - DIGITS)
    out.write(last)
    out.flush()
    digest.update(last)
    return size, digest.hexdigest()


def pack_id_of(file: BinaryIO) -> str | None:
    """Id of the pack that a file says it is, or None: it is no pack of ours."""
    found = _comment(file)
    return found[1].decode("ascii") if found else None


def check(file: BinaryIO, passphrase: str) -> None:
    """Raise `Broken` unless the file is as it was sealed with this passphrase."""
    found = _comment(file)
    if not found:
        raise Broken("This is not a transfer pack, or its end is missing.")
    mac = _mac(passphrase, found[1].decode("ascii"))
    for piece in _pieces(file, file.seek(0, io.SEEK_END) - DIGITS):
        mac.update(piece)
    if not hmac.compare_digest(mac.hexdigest().encode("ascii"), found[2]):
        raise Broken("The pack was changed after it was made, or the passphrase is another.")


def contents_size(file: BinaryIO) -> int:
    """Bytes of a zip's list of contents, as a reader of it believes them; 0 where there is none."""
    end = file.seek(0, io.SEEK_END) - len(placeholder("0" * 32)) - END.size
    short = _unpacked(file, END, end)
    longer = _unpacked(file, LONG_END, end - LOCATOR - LONG_END.size)
    return max(short[5] if short else 0, longer[8] if longer else 0)


def _unpacked(file, shape, place):
    if place < 0:
        return None
    file.seek(place)
    found = shape.unpack(file.read(shape.size))
    return found if found[0] in SIGNATURES else None


def _comment(file):
    length = len(placeholder("0" * 32))
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - length, 0))
    return _COMMENT.match(file.read(length))


def _mac(passphrase, pack_id):
    key = hashlib.scrypt(
        passphrase.encode("utf-8"), salt=pack_id.encode("ascii"), n=2**14, r=8, p=1, dklen=32
    )
    return hmac.new(key, digestmod=hashlib.sha256)


def _pieces(file, until):
    file.seek(0)
    while until and (piece := file.read(min(CHUNK, until))):
        until -= len(piece)
        yield piece
