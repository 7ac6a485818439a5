"""The text of a Word document (.docx): a zip of XML, of which nothing is believed."""

from .limits import StopReading
from defusedxml.ElementTree import iterparse

import io
import re
import zipfile


_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_ENTRIES = 2000


def docx_parts(stream, limits):
    """The text of each part of the document, the body first."""
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        if len(infos) > _MOST_ENTRIES:
            raise StopReading("too-large")
        wanted = [info for info in infos if _PARTS.fullmatch(info.filename)]
        if not wanted:
            raise StopReading("unknown-kind")
        left = limits.most_unpacked
        for info in sorted(
            wanted, key=lambda info: (info.filename != "word/document.xml", info.filename)
        ):
            data = _unpacked(archive, info, left)
            left -= len(data)
            yield _text(data, limits)


def _unpacked(archive, info, most):
    if info.flag_bits & 1:
        raise StopReading("protected")
    with archive.open(info) as packed:
        # what the archive says of its size may be a lie
        data = packed.read(most + 1)
    if len(data) > most:
        raise StopReading("too-large")
    return data


def _text(data, limits):
    parts = []
    for number, (_event, element) in enumerate(iterparse(io.BytesIO(data))):
        if element.tag == f"{_W}t" or element.tag == f"{_W}delText":
            parts.append(element.text or "")
        elif element.tag in (f"{_W}p", f"{_W}br", f"{_W}tab", f"{_W}cr"):
            parts.append("\n")
        element.clear()
        if number % 1000 == 0:
            limits.check_time()
    return "".join(parts)
