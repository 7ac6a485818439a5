"""Whether an uploaded Word document can be a template: nothing in it acts, hides or calls out.

A zip of XML of which nothing is believed. No Plone here.
"""

from lxml import etree

import io
import posixpath
import re
import zipfile


MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 30 * 1024 * 1024
MOST_XML = 1024 * 1024
MOST_ENTRIES = 500
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = "[Content_Types].xml"
BODY = "word/document.xml"

NO_WORD = "This is not a Word document (.docx)."
TOO_LARGE = "This document is too large: at most 5 MB, and 30 MB unpacked."
MACROS = "This document has macros. Save it as .docx, without them."
EMBEDDED = "This document has other documents or controls in it. Take them out."
OUTSIDE = "This document loads something from elsewhere. Take out linked pictures and templates."
ACTIVE = "This document has a field that loads or runs something. Take it out."
LOCKED = "This document is protected by a password. Save it without one."

_ACTING = re.compile(r"(vbaproject|activex|macrosheets)", re.IGNORECASE)
_INSIDE = re.compile(r"word/(embeddings|afchunk|activex)", re.IGNORECASE)
_FIELDS = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON)\b"
)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class BadTemplate(ValueError):
    """A document cannot be a template. `sentences`: each thing that is wrong, never empty."""

    def __init__(self, *sentences):
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


def check_document(data: bytes) -> None:
    """Raise `BadTemplate` unless `data` is a harmless Word document."""
    if len(data) > MOST_BYTES:
        raise BadTemplate(TOO_LARGE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # how Word encrypts, and what it wrote before 2007
        raise BadTemplate(LOCKED if b"E\x00n\x00c\x00r\x00y" in data else NO_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = unpacked(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        if isinstance(error, BadTemplate):
            raise
        raise BadTemplate(NO_WORD) from error
    _check_kind(parts)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            _check_part(name, content)


def unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """`{name: bytes}` of a zip, counted as it is unpacked: what it says of sizes may be a lie."""
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise BadTemplate(TOO_LARGE)
    found, left = {}, MOST_UNPACKED
    for info in infos:
        name = info.filename
        if info.flag_bits & 1:
            raise BadTemplate(LOCKED)
        if "\\" in name or name.startswith("/") or ".." in posixpath.normpath(name).split("/"):
            raise BadTemplate(NO_WORD)
        if name in found:  # two readers may each see another of the two
            raise BadTemplate(NO_WORD)
        most = min(left, MOST_XML) if name.endswith((".xml", ".rels")) else left
        with archive.open(info) as packed:
            content = packed.read(most + 1)
        if len(content) > most:
            raise BadTemplate(TOO_LARGE)
        left -= len(content)
        found[name] = content
    return found


def _check_kind(parts):
    if TYPES not in parts or BODY not in parts:
        raise BadTemplate(NO_WORD)
    types = parts[TYPES].decode("utf-8", "replace")
    if "macroEnabled" in types or any(_ACTING.search(name) for name in parts):
        raise BadTemplate(MACROS)
    if MAIN not in types:
        raise BadTemplate(NO_WORD)
    if any(_INSIDE.match(name) for name in parts):
        raise BadTemplate(EMBEDDED)


def _check_part(name, content):
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", content):
        raise BadTemplate(NO_WORD)
    try:
        root = etree.fromstring(content, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError as error:
        raise BadTemplate(NO_WORD) from error
    if name.endswith(".rels"):
        _check_links(root)
    if next(root.iter(f"{_W}altChunk", f"{_W}object", f"{_W}control"), None) is not None:
        raise BadTemplate(EMBEDDED)
    said = [one.text or "" for one in root.iter(f"{_W}instrText")]
    said += [one.get(f"{_W}instr") or "" for one in root.iter(f"{_W}fldSimple")]
    if _FIELDS.search("".join(said).upper()):
        raise BadTemplate(ACTIVE)


def _check_links(root):
    """An ordinary link of the text may lead out; nothing that is loaded by itself may."""
    for link in root:
        if link.get("TargetMode") == "External" and link.get("Type") != _LINK:
            raise BadTemplate(OUTSIDE)
