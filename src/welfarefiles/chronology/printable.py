"""Text as people paste it, made fit for a printed page without losing any of it in silence."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import re
import unicodedata


# Direction overrides can make a line read backwards; controls and half characters
# have no shape. The marks that mixed scripts need (U+200E, U+2066 …) stay.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_JOINED = re.compile("(?<=])[\u200d\ufe0e\ufe0f]+")  # what held two signs together
_LONG = re.compile(r"\S{40,}")
_STEP = 30
_SCRIPTS = {"CJK": "Chinese or Japanese"}
_ZERO_WIDTH = "\u200b"


def paragraphs(text: str | None) -> list[list[str]]:
    """A text as paragraphs of lines; blank lines divide, trailing blanks go."""
    lines = [line.rstrip() for line in _BREAKS.split(text or "")]
    groups = groupby(lines, key=bool)
    return [list(group) for filled, group in groups if filled]


class Printable:
    """Rewrites texts for fonts in which the characters `missing` have no glyph."""

    def __init__(self, missing: Iterable[str] = ()):
        self._missing = frozenset(missing)
        self._plain_only = False

    @classmethod
    def plain_only(cls) -> "Printable":
        """For when all else fails: everything beyond European letters is named."""
        printable = cls()
        printable._plain_only = True
        return printable

    def all_of(self, data: Any) -> Any:
        """Plain data with every text in it made printable, None as no text."""
        if data is None:
            return ""
        if isinstance(data, str):
            return self.text(data)
        if isinstance(data, list):
            return [self.all_of(one) for one in data]
        if isinstance(data, dict):
            return {key: self.all_of(value) for key, value in data.items()}
        return data

    def text(self, text: str) -> str:
        """`text` without controls, unprintable letters named, long words breakable."""
        clean = _DROPPED.sub("", _BREAKS.sub(" ", text))
        runs = groupby(clean, key=self._lacks)
        named = "".join(_named(run) if lacks else "".join(run) for lacks, run in runs)
        return _LONG.sub(_breakable, _JOINED.sub("", named))

    def _lacks(self, letter: str) -> bool:
        if letter in self._missing or unicodedata.category(letter) in ("Co", "Cn"):
            return True
        return self._plain_only and ord(letter) > 0x17F and letter not in "–—‘’“”…•€"


def _named(letters: Iterable[str]) -> str:
    """Signs by their names, a run of letters by its script and length."""
    return "".join(
        _script(list(run)) if is_text else "".join(map(_sign, run))
        for is_text, run in groupby(letters, key=_is_text)
    )


def _is_text(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"


def _script(letters: list[str]) -> str:
    words = unicodedata.name(letters[0], "unknown").split()
    number = f"{len(letters)} character" + ("s" if len(letters) > 1 else "")
    script = _SCRIPTS.get(words[0], words[0].capitalize())
    return f"[{script} script, {number}: read it on screen]"


def _sign(letter: str) -> str:
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"


def _breakable(match: re.Match) -> str:
    """Room for a line break in a word wider than its column, never before an accent."""
    out, since, before = [], 0, ""
    for letter in match[0]:
        joined = unicodedata.category(letter)[0] == "M" or "\u200d" in (letter, before)
        if since >= _STEP and not joined:
            out.append(_ZERO_WIDTH)
            since = 0
        out.append(letter)
        since, before = since + 1, letter
    return "".join(out)
