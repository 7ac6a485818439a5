"""A file that comes in JSON: base64, a name, a type."""

from .. import _
from .wording import Unreadable
from binascii import a2b_base64
from binascii import Error

import mimetypes
import re


#: What holds for every uploaded file, however it comes.
MOST_BYTES = 100 * 1024 * 1024
EMPTY = _("This file is empty.")
TOO_LARGE = _("This file is larger than 100 MB.")

MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*", re.ASCII)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
LONGEST_NAME = 200

HOW = _("Send the file as {“data”: …, “encoding”: “base64”, “filename”: …, “content-type”: …}.")


def uploaded(make, given):
    """The file a client sent, as `make(data=, contentType=, filename=)`; raises `Unreadable`."""
    if not isinstance(given, dict) or given.get("encoding") != "base64":
        raise Unreadable(HOW)
    data = decoded(given.get("data"))
    name = file_name(given.get("filename"))
    return make(data=data, contentType=media_type(given.get("content-type"), name), filename=name)


def decoded(text):
    """The bytes of a base64 text, which may be broken into lines."""
    if not isinstance(text, str):
        raise Unreadable(HOW)
    try:
        data = a2b_base64("".join(text.split()), strict_mode=True)
    except (Error, ValueError) as error:
        raise Unreadable(_("The data is not base64.")) from error
    if not data:
        raise Unreadable(EMPTY)
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    return data


def file_name(given):
    """The name without the folders of the machine it comes from."""
    name = given.replace("\\", "/").rpartition("/")[2] if isinstance(given, str) else ""
    name = UNPRINTABLE.sub("", name).strip()
    if not name:
        raise Unreadable(_("Give the file's name, for example minutes.pdf."))
    return name[-LONGEST_NAME:]


def media_type(given, name):
    """The declared type where it can be one, else what the name says; nothing is served by it."""
    given = given.lower() if isinstance(given, str) else ""
    if MEDIA_TYPE.fullmatch(given):
        return given
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
