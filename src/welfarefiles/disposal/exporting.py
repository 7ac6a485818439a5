"""Tombstones in a file beside the databases: what a restored backup has to forget again.

One line of JSON for each destroyed file, written when its destruction has committed. No name.
"""

from ..sql.configuration import data_folder
from dataclasses import asdict
from pathlib import Path

import json
import os
import transaction


NAME = "tombstones.jsonl"


def path():
    """Where the tombstones of this portal are written."""
    return Path(data_folder()) / NAME


def append(tombstone):
    """Write one tombstone, unless it is there, after the present transaction has committed."""
    transaction.get().addAfterCommitHook(_write, (asdict(tombstone),))


def _write(committed, tombstone):
    if not committed or any(one["file_uid"] == tombstone["file_uid"] for one in read(path())):
        return
    line = json.dumps(tombstone, default=str, sort_keys=True)
    with open(path(), "a", encoding="utf-8") as out:
        out.write(f"{line}\n")
        out.flush()
        os.fsync(out.fileno())


def read(file):
    """Every tombstone in such a file, as plain dicts; none when there is no file yet."""
    if not Path(file).exists():
        return []
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
