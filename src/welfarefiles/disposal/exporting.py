"""Tombstones in a file beside the databases: what a restored backup has to forget again.

One line of JSON for each destroyed file, and for each copy that was reduced after a transfer,
written when it has committed. No name.
"""

from ..sql.configuration import data_folder
from dataclasses import asdict
from pathlib import Path

import json
import os
import transaction


NAME = "tombstones.jsonl"
#: What a line is of (`kind`); one without it is of a destruction.
DESTROYED, REDUCED = "destroyed", "reduced"


def path():
    """Where the tombstones of this portal are written."""
    return Path(data_folder()) / NAME


def append(tombstone):
    """Write one tombstone, unless it is there, after the present transaction has committed."""
    transaction.get().addAfterCommitHook(_write, (asdict(tombstone), DESTROYED, ("file_uid",)))


def append_reduced(reduced):
    """Write that a copy was reduced (a dict, see `reducing`), in the same way."""
    row = {**reduced, "kind": REDUCED}
    transaction.get().addAfterCommitHook(_write, (row, REDUCED, ("transfer", "part")))


def _write(committed, row, kind, known_by):
    """`known_by`: names of what tells one line of its kind from another."""
    known = read(path(), kind) if committed else ()
    if not committed or any(all(one[name] == row[name] for name in known_by) for one in known):
        return
    line = json.dumps(row, default=str, sort_keys=True)
    with open(path(), "a", encoding="utf-8") as out:
        out.write(f"{line}\n")
        out.flush()
        os.fsync(out.fileno())


def read(file, kind=DESTROYED):
    """Every line of a kind in such a file, as plain dicts; none when there is no file yet."""
    if not Path(file).exists():
        return []
    with open(file, encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines if line.strip()]
    return [one for one in found if one.get("kind", DESTROYED) == kind]
