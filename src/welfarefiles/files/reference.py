"""Reference numbers: `WF-2026-000123`, `CP-2026-000045`.

The reference stands for the child wherever a name must not (R042): titles,
addresses of pages, file names, logs, subjects of mail.
"""

import re


PREFIXES = {"WelfareFile": "WF", "ChildProtectionFile": "CP", "RaisedConcern": "CO"}

_PATTERN = re.compile(r"(WF|CP|CO)-([0-9]{4})-([0-9]{6})")


def format_reference(prefix: str, year: int, number: int) -> str:
    """`WF-2026-000123`; raises ValueError for parts that give no reference."""
    text = f"{prefix}-{year:04d}-{number:06d}"
    if number < 1 or not _PATTERN.fullmatch(text):
        raise ValueError(f"{text} is not a reference.")
    return text
