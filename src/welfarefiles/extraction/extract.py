"""The text of an uploaded file, so that it can be found by a word inside it.

What a file is, is read off its first bytes; what the browser called it is asked only for plain
text. Nothing that comes from outside may stop a save: a broken, protected, hostile or endless file
gives what text there is and a reason, never an error. The text is only for finding, not to be read.
"""

from ..messages.outlook import MAGIC
from ..messages.outlook import read_outlook
from .limits import Limits
from .limits import StopReading
from .markup import text_of_html
from .office import docx_parts
from .pdf import pdf_pages
from email import message_from_binary_file
from email import policy
from functools import cached_property
from hashlib import file_digest

import contextlib
import io
import logging


logger = logging.getLogger(__name__)

# Part of the digest: with a better way of reading, every file is read again at its next change.
VERSION = "1"

BROKEN, UNKNOWN, NO_TEXT = "broken", "unknown-kind", "no-text"
_EMAIL_BEGINS = (
    b"From",
    b"Received",
    b"Return-Path",
    b"Delivered-To",
    b"MIME",
    b"Date",
    b"Subject",
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MOST_DEPTH, _MOST_PARTS = 3, 50


def file_text(*named):
    """What `rows.Text` takes as `file`, of named blob files (`open()`, `contentType`, `filename`).

    None for none. Nothing is read before it is asked for.
    """
    found = [_Upload(one) for one in named if one is not None]
    return _Uploads(found) if len(found) > 1 else next(iter(found), None)


class _Upload:
    """A `rows.FileText` that looks at the file only when it must."""

    def __init__(self, named):
        self.named = named

    @cached_property
    def digest(self):
        with self.named.open() as stream:
            return f"{VERSION}:{file_digest(stream, 'sha256').hexdigest()}"

    def read(self):
        """Once a transaction: what looks for names in it has read it before it is indexed."""
        kept = getattr(self.named, "_v_read", (None, None))
        if kept[0] != self.digest:
            with self.named.open() as stream:
                found = extract(stream, self.named.contentType or "", self.named.filename or "")
            kept = self.named._v_read = self.digest, found
        return kept[1]


class _Uploads:
    """Several of one record, read one after the other."""

    def __init__(self, uploads):
        self.uploads = uploads

    @cached_property
    def digest(self):
        return " ".join(one.digest for one in self.uploads)

    def read(self):
        read = [one.read() for one in self.uploads]
        text = "\n".join(text for text, _reason in read if text)
        return text, next((reason for _text, reason in read if reason), "")


def extract(stream, content_type="", file_name="", limits=None):
    """(text, reason) of a seekable binary stream. Raises nothing.

    The reason is "" when all text was read; else one of "too-large", "too-long", "too-slow",
    "protected", "broken", "unknown-kind", "no-text" (a scan, perhaps).
    """
    limits = limits or Limits()
    parts, reason = [], ""
    try:
        limits.check_size(stream)
        found = _parts(stream, content_type.lower(), file_name.lower(), limits, 0)
        with contextlib.closing(found):
            for part in found:
                parts.append(limits.take(part))
    except StopReading as stop:
        parts.append(stop.rest)
        reason = stop.reason
    except Exception as error:  # whatever a library says about what a stranger has made
        logger.info("No text could be read from an uploaded file: %s", type(error).__name__)
        reason = BROKEN
    text = "\n".join(part for part in parts if part and not part.isspace())
    return text, reason or ("" if text else NO_TEXT)


def _parts(stream, content_type, file_name, limits, depth):
    head = stream.read(1024)
    stream.seek(0)
    if head.startswith(b"PK\x03\x04"):
        yield from docx_parts(stream, limits)
    elif head.startswith(MAGIC) and file_name.endswith(".msg"):
        yield from _outlook_parts(stream, limits, depth)
    elif b"%PDF-" in head and not head.startswith(_EMAIL_BEGINS):
        yield from pdf_pages(stream, limits)
    elif content_type == "message/rfc822" or file_name.endswith(".eml"):
        yield from _email_parts(stream, limits, depth)
    elif content_type.startswith("text/") and (b"\x00" not in head or head.startswith(_UTF16)):
        text = _decoded(stream.read(limits.most_characters * 4))
        yield text_of_html(text) if content_type == "text/html" else text
    else:
        raise StopReading(UNKNOWN)


def _decoded(data):
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # cut in the middle of a letter
            return data[: error.start].decode("utf-8-sig")
        return data.decode("cp1252", "replace")


def _email_parts(stream, limits, depth):
    message = message_from_binary_file(stream, policy=policy.default)
    yield from _message_parts(message, limits, depth)


def _message_parts(message, limits, depth):
    for name in ("subject", "from", "to", "cc", "date"):
        yield str(message.get(name, ""))
    body = message.get_body(("plain", "html"))
    if body is not None:
        content = body.get_content()
        yield text_of_html(content) if body.get_content_subtype() == "html" else content
    if depth < _MOST_DEPTH:
        for number, attached in enumerate(message.iter_attachments()):
            if number == _MOST_PARTS:
                raise StopReading("too-long")
            yield from _attached_parts(attached, limits, depth + 1)


def _outlook_parts(stream, limits, depth):
    message = read_outlook(stream.read())
    yield from (message.subject, message.sender, *message.to, *message.copied, message.body)
    if depth < _MOST_DEPTH:
        for attached in message.attachments[:_MOST_PARTS]:
            limits.check_time()
            yield from _data_parts(
                attached.data or b"", attached.content_type, attached.name, limits, depth + 1
            )


def _attached_parts(attached, limits, depth):
    limits.check_time()
    if attached.get_content_type() == "message/rfc822":
        yield from _message_parts(attached.get_content(), limits, depth)
        return
    data = attached.get_payload(decode=True) or b""
    name = attached.get_filename() or ""
    yield from _data_parts(data, attached.get_content_type(), name, limits, depth)


def _data_parts(data, content_type, name, limits, depth):
    yield name
    try:
        yield from _parts(io.BytesIO(data), content_type, name.lower(), limits, depth)
    except StopReading as stop:
        if stop.reason != UNKNOWN:
            raise
    except Exception as error:  # one bad attachment does not lose the others
        logger.info("No text could be read from an attachment: %s", type(error).__name__)
