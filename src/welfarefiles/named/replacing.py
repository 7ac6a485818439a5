"""A name replaced by a pseudonym, and the sentence it stands in: rules without Plone."""

from collections.abc import Iterable

import re


AROUND = 90
_END = re.compile(r"[.!?]['\"”’)\]]*\s|\n")
_BEGINS = re.compile(r"(?:\A|[.!?]['\"”’)\]]*\s|\n)\s*['\"“‘(\[]*\Z")


def replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """`text` with each span (start, end) replaced by what is to stand there.

    With a capital where a sentence begins.
    """
    parts, at = [], 0
    for start, end, instead in sorted(spans):
        if start < at:
            continue
        parts += [text[at:start], capital(text, start, instead)]
        at = end
    return "".join([*parts, text[at:]])


def capital(text: str, start: int, instead: str) -> str:
    """`instead` as it is written at this place of a text."""
    is_first = bool(_BEGINS.search(text[max(0, start - 12) : start])) or not text[:start].strip()
    return instead[:1].upper() + instead[1:] if is_first else instead


def sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """(before, the words, after): the sentence in which something stands, cut where it is long."""
    left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    begins = [found.end() for found in _END.finditer(left)]
    before = left[begins[-1] :] if begins else ("…" if start > AROUND else "") + left
    stop = _END.search(right)
    after = right[: stop.end()] if stop else right + ("…" if end + AROUND < len(text) else "")
    return before.lstrip(), text[start:end], after.rstrip()
