"""Secrets that must be read again (second factors, the provider's client secret), sealed at rest.

The key is a file of its own beside the server's data, never in either database: a copy or a backup
of a database alone gives no secret away. It does not protect from whoever can read the server's
files: they have the key too. Without the key everybody sets their second factor up anew.
"""

from ..sql.configuration import data_folder
from ..sql.configuration import setting
from cryptography.fernet import Fernet
from cryptography.fernet import InvalidToken

import os


FILE_NAME = "welfarefiles.key"
_seals = {}


class SealBroken(Exception):
    """The secret was sealed with another key."""


def key_file():
    """Where the key is: named by WELFAREFILES_KEY_FILE, or in `instance/var`."""
    return setting("key-file") or os.path.join(data_folder(), FILE_NAME)


def seal(text):
    """The text as it may be stored."""
    return _seal().encrypt(text.encode("utf-8")).decode("ascii")


def unseal(sealed):
    """The text again. Raises `SealBroken`."""
    try:
        return _seal().decrypt(sealed.encode("ascii")).decode("utf-8")
    except InvalidToken as error:
        raise SealBroken("This secret was sealed with another key") from error


def _seal():
    path = key_file()
    if path not in _seals:
        _seals[path] = Fernet(_read(path) or _make(path))
    return _seals[path]


def _read(path):
    try:
        with open(path, "rb") as file:
            return file.read().strip()
    except FileNotFoundError:
        return None


def _make(path):
    """Make the key; where another process was quicker, its key."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    part = f"{path}.{os.getpid()}"
    with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(Fernet.generate_key())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(part)
    return _read(path)
