"""Minutes about several children, split: each file gets its own child's part (R107).

Rules without Plone. A line that is a child's name, alone or with a colon, begins that child's part;
what stands before the first such line, or after a line ``All`` or ``Everybody``, is everybody's.
"""

from collections.abc import Iterable
from welfarefiles.named.around import Around
from welfarefiles.named.matching import find
from welfarefiles.named.register import Child
from welfarefiles.named.register import Register

import re


#: Fields of minutes that are split.
SPLIT = frozenset({"discussion", "outcome"})
_ALL = re.compile(r"\s*(?:all|everybody|everyone|general)\s*:?\s*\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\A\s*(?:\d+[.)]|[-*•])?\s*")
_END = re.compile(r"[\s:.–-]*\Z")
_NOBODY = Around(Child("", ""))


def part_for(text: str, own: Child, others: Iterable[Child]) -> str:
    """The lines of `text` for everybody and for one child; all of it where it has no parts."""
    register = Register([own, *others])
    kept, whose = [], None
    for line in text.split("\n"):
        begins = begins_part(line, register)
        whose = begins if begins is not None else whose
        if whose in (None, "", own.key):
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def begins_part(line: str, register: Register) -> str | None:
    """Key of the child whose part a line begins, "" for everybody's, None for any other line."""
    if _ALL.match(line):
        return ""
    text = _NUMBER.sub("", line)
    in_full = ". ".join(f"{one.given} {one.family}" for one in register.children)
    found = find([in_full, text], [register], _NOBODY)[1]
    if len(found) != 1 or found[0].start:
        return None
    return found[0].key if _END.match(text[found[0].end :]) else None


def rows_for(rows: list, cell: str, own: Child, others: Iterable[Child]) -> list:
    """Rows that name this child, or no child at all, in one of their cells."""
    register = Register([own, *others])
    in_full = ". ".join(f"{one.given} {one.family}" for one in register.children)
    kept = []
    for row in rows:
        found = find([in_full, row.get(cell) or ""], [register], _NOBODY)[1]
        keys = {one.key for one in found}
        if not keys or own.key in keys:
            kept.append(row)
    return kept
