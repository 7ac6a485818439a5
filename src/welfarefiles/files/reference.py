"""Reference numbers: `WF-2026-000123`, `CP-2026-000045`.

The reference stands for the child wherever a name must not (R042): titles,
addresses of pages, file names, logs, subjects of mail.
"""

from typing import NamedTuple

import re


PREFIXES = {"WelfareFile": "WF", "ChildProtectionFile": "CP"}

_PATTERN = re.compile(r"(WF|CP)-([0-9]{4})-([0-9]{6})")


class Reference(NamedTuple):
    """A reference in its parts; `str()` gives it as written."""

    prefix: str
    year: int
    number: int

    def __str__(self) -> str:
        return format_reference(*self)


def format_reference(prefix: str, year: int, number: int) -> str:
    """`WF-2026-000123`; raises ValueError for parts that give no reference."""
    text = f"{prefix}-{year:04d}-{number:06d}"
    if number < 1 or not _PATTERN.fullmatch(text):
        raise ValueError(f"{text} is not a reference.")
    return text


def parse_reference(text: str) -> Reference:
    """The parts of a reference as people type it: any case, spaces around.

    Raises ValueError with a sentence for the page.
    """
    match = _PATTERN.fullmatch(text.strip().upper())
    if not match or not int(match[3]):
        raise ValueError("A reference looks like WF-2026-000123.")
    return Reference(match[1], int(match[2]), int(match[3]))
