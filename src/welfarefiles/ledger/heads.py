"""Note the head of the chain in a file of its own, so that a truncated ledger shows.

One line a day, `<time> <number> <hash>`, in a file for each month; kept elsewhere as well (mailed,
printed, on a medium that is written once) it is what the ledger is held against.
"""

from . import reading
from .entry import moment_text
from .verifying import Head
from datetime import datetime
from datetime import UTC
from pathlib import Path

import os
import re


PATTERN = "*.heads"
_LINE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([1-9]\d*) ([0-9a-f]{64})")


def note_head(folder, moment=None):
    """Append the present head to the file of this month; returns its line, "" for an empty ledger.

    For a job that runs each day. `folder` is made when it is not there. Raises OSError.
    """
    number, hash = reading.head()
    if not number:
        return ""
    moment = moment or datetime.now(UTC)
    line = f"{moment_text(moment)} {number} {hash}"
    folder = Path(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{moment_text(moment)[:7]}.heads"
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(opened, f"{line}\n".encode())
        os.fsync(opened)
    finally:
        os.close(opened)
    return line


def last_line(folder):
    """The line that was noted last, "" when there is none."""
    paths = sorted(Path(folder).glob(PATTERN))
    return paths[-1].read_text("ascii").splitlines()[-1] if paths else ""


def read_heads(place):
    """(`Head`s, places of lines that are none) of a file, or of all files in a folder."""
    place = Path(place)
    heads, damaged = [], []
    for path in sorted(place.glob(PATTERN)) if place.is_dir() else [place]:
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            where = f"{path.name}, line {number}"
            if found := _LINE.fullmatch(line.strip()):
                heads.append(Head(int(found[2]), found[3], where))
            elif line.strip():
                damaged.append(where)
    return heads, damaged
