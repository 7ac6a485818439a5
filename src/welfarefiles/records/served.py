"""How an uploaded file is handed out: by its bytes, not by what the browser once called it."""

from pathlib import PurePosixPath

import mimetypes
import re


#: First bytes -> type shown inside the browser; everything else is saved to disk.
SHOWN = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)
#: Types a browser might run, whatever their name says.
ACTIVE = frozenset(
    {"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml"}
)
PLAIN = "text/plain; charset=utf-8"


def served_type(head, file_name):
    """(content type, whether it may be shown in the browser).

    :param head: the first bytes of the file, 1,024 are enough.
    :param file_name: the name it was uploaded under.
    """
    for start, content_type in SHOWN:
        if head.startswith(start):
            return content_type, True
    guessed = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    if guessed == "text/plain" and b"\x00" not in head:
        return PLAIN, True
    return ("application/octet-stream" if guessed in ACTIVE else guessed), False


def served_name(reference, kind, day, file_name):
    """Name under which a file is saved: reference, kind, date; never the child's name (R042)."""
    extension = PurePosixPath(file_name).suffix.lower()
    extension = extension if re.fullmatch(r"\.[a-z0-9]{1,8}", extension) else ""
    kind = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "document"
    return f"{reference}-{kind}-{day.isoformat()}{extension}"


def hand_out(response, content_type, inline, name, size):
    """Put the headers of an uploaded file: under a name of ours, never run, never kept by a cache.

    :param inline: whether the browser may show it, as `served_type` says.
    """
    where = "inline" if inline else "attachment"
    response.setHeader("Content-Type", content_type)
    response.setHeader("Content-Length", size)
    response.setHeader("Content-Disposition", f'{where}; filename="{name}"')
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Cache-Control", "no-store")
