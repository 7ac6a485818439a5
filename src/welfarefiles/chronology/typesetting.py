"""Typst templates with data to PDF: PDF/A-2a and PDF/UA-1, tagged, without a network.

Nothing of what people wrote is ever read as markup: the template is fixed, and the
texts reach it as JSON in one input string, `sys.inputs.data`.

Typst runs in a process of its own. In ours it would keep the texts of the last ten
documents, 100 MB for each large one; and a document that takes too long can be stopped.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from welfarefiles.chronology.printable import Printable
from welfarefiles.chronology.typesetter import DONE
from welfarefiles.chronology.typesetter import HEAD
from welfarefiles.chronology.typesetter import REFUSED

import json
import re
import subprocess
import sys


# Both hold at once in typst 0.15; PDF/A-4 would exclude PDF/UA-1.
STANDARDS = ("a-2a", "ua-1")
SECONDS = 120

_CHILD = Path(__file__).with_name("typesetter.py")
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")

# The strict standard turns a missing glyph into an error that names it. One letter
# a line, or they would be shaped together.
_PROBE = '#set document(title: "x")\n#for c in json(bytes(sys.inputs.data)) [#c\\ ]'
_COMMON = 0x17F  # the last letter of Latin Extended-A, all of which typst has


class TypesettingFailed(RuntimeError):
    """No PDF could be made. The message holds nothing of the document."""


class _Refused(Exception):
    """Typst named something it cannot set; the argument is its diagnostic."""


def typeset(
    template: str, data: Any, printed_at: datetime, font_folders: Sequence[Path] = ()
) -> bytes:
    """The PDF of a template with plain data (dicts, lists, texts, numbers).

    Letters for which neither typst's own fonts nor those in `font_folders` have a
    glyph are named in brackets, never left out. Raises TypesettingFailed.
    """
    fonts = [str(folder) for folder in font_folders]
    stamp = int(printed_at.timestamp())
    missing = _missing(_letters(data), fonts)
    for _attempt in range(2):
        try:
            return _run(template, Printable(missing).all_of(data), fonts, stamp)
        except _Refused as error:
            # A letter may have a glyph when alone, and none beside another.
            missing |= _named(error)
    try:
        return _run(template, Printable.plain_only().all_of(data), fonts, stamp)
    except _Refused:
        # "from None": the diagnostic quotes the document.
        raise TypesettingFailed("The PDF could not be made.") from None


def typeset_many(
    template: str, documents: Sequence[Any], printed_at: datetime, font_folders: Sequence[Path] = ()
) -> list[bytes]:
    """The PDF of each of many short documents by one template, as `typeset` makes it.

    One process for all of them: to start it takes longer than most of them. Raises
    TypesettingFailed.
    """
    fonts = [str(folder) for folder in font_folders]
    printable = Printable(_missing(_letters(documents), fonts))
    plain = [printable.all_of(one) for one in documents]
    found = _answers(template, plain, fonts, int(printed_at.timestamp()))
    return [
        answer if code == DONE else typeset(template, document, printed_at, font_folders)
        for (code, answer), document in zip(found, documents, strict=True)
    ]


def _run(source: str, data: Any, fonts: list[str], stamp: int = 0) -> bytes:
    [(code, answer)] = _answers(source, [data], fonts, stamp)
    if code == REFUSED:
        raise _Refused(answer.decode())
    return answer


def _answers(
    source: str, documents: Sequence[Any], fonts: list[str], stamp: int
) -> list[tuple[int, bytes]]:
    """(DONE, PDF) or (REFUSED, diagnostic) of each document."""
    job = {
        "source": source,
        "documents": [json.dumps(one) for one in documents],
        "standards": STANDARDS,
        "timestamp": stamp,
        "fonts": fonts,
    }
    typst_folder = Path(find_spec("typst").origin).parent.parent
    try:
        done = subprocess.run(  # noqa: S603 (our own script, no shell)
            [sys.executable, "-I", str(_CHILD), str(typst_folder)],
            input=json.dumps(job).encode(), capture_output=True, timeout=SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TypesettingFailed(f"The PDF took longer than {SECONDS} seconds.") from None
    if done.returncode:
        raise TypesettingFailed(f"The PDF could not be made (code {done.returncode}).")
    return list(_framed(done.stdout))


def _framed(output: bytes) -> Iterator[tuple[int, bytes]]:
    """The answers in what the child wrote."""
    place = 0
    while place < len(output):
        code, length = HEAD.unpack_from(output, place)
        place += HEAD.size
        yield code, output[place : place + length]
        place += length


def _letters(data: Any) -> list[str]:
    """Every character beyond European letters in the data."""
    text = json.dumps(data, ensure_ascii=False)
    return sorted({one for one in text if ord(one) > _COMMON})


def _missing(letters: list[str], fonts: list[str]) -> frozenset[str]:
    """Those letters that no font has."""
    if not letters:
        return frozenset()
    try:
        _run(_PROBE, Printable().all_of(letters), fonts)
    except _Refused as error:
        return _named(error)
    return frozenset()


def _named(error: _Refused) -> frozenset[str]:
    """The letters without a glyph that a diagnostic names."""
    texts = map(_unescape, _MISSING.findall(error.args[0]))
    return frozenset(letter for letter in "".join(texts) if ord(letter) > _COMMON)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)
