"""The zip that ordinary tools open with a passphrase: AES-256, as WinZip defined it."""

from typing import BinaryIO

import pyzipper
import secrets


#: Letters nobody mistakes for another when they are read out on the telephone.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, EACH = 5, 5


def new_passphrase() -> str:
    """Five groups of five, 124 bits: `k3m9p-…`."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(EACH)) for _ in range(GROUPS))


def encrypted_zip(out: BinaryIO, passphrase: str) -> pyzipper.AESZipFile:
    """A zip to write to, every file in it encrypted (AE-2: no sum of the plain text)."""
    found = pyzipper.AESZipFile(
        out, "w", compression=pyzipper.ZIP_DEFLATED, compresslevel=1, allowZip64=True
    )
    found.setencryption(pyzipper.WZ_AES, nbits=256)
    found.setpassword(passphrase.encode("ascii"))
    return found


def opened_zip(file: BinaryIO, passphrase: str) -> pyzipper.AESZipFile:
    """A pack to read from."""
    found = pyzipper.AESZipFile(file)
    found.setpassword(passphrase.encode("utf-8"))
    return found
