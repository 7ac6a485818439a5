"""Where packs lie until they are received, taken back or too old: files beside the databases.

Each is encrypted from its first byte. A pack has a folder of its own, named by its id.
"""

from ..sql.configuration import data_folder
from pathlib import Path

import json
import os
import re
import shutil
import transaction


NAME = "transfer-packs"
PACK = "pack.zip"
_ID = re.compile(r"[0-9a-f]{32}")


def root():
    """The folder of all packs."""
    return Path(data_folder()) / NAME


def folder(pack_id):
    """The folder of one pack, made if need be."""
    if not _ID.fullmatch(pack_id):
        raise ValueError("not the id of a pack")
    found = root() / pack_id
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def pack_path(pack_id):
    """The finished pack, or None where there is none."""
    found = root() / pack_id / PACK
    return found if _ID.fullmatch(pack_id) and found.is_file() else None


def write(pack_id, name, write_to):
    """Make a file of a pack by `write_to(stream)`: there whole, or not at all; what it returned."""
    place = folder(pack_id)
    part = place / f"{name}.{os.getpid()}"
    try:
        with open(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b") as out:
            result = write_to(out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(place / name)
    finally:
        part.unlink(missing_ok=True)
    return result


def keep_rows(pack_id, name, rows):
    """Write what a segment holds beside it."""
    write(pack_id, name, lambda out: out.write(json.dumps(rows).encode()))


def rows(pack_id, name):
    """The same again."""
    return json.loads((folder(pack_id) / name).read_bytes())


def remove(pack_id):
    """Remove a pack and whatever was made on the way to it."""
    if _ID.fullmatch(pack_id or ""):
        shutil.rmtree(root() / pack_id, ignore_errors=True)


def remove_after_commit(pack_id):
    """Remove it once the present transaction has committed; nothing when it does not."""
    transaction.get().addAfterCommitHook(_removed, (pack_id,))


def _removed(committed, pack_id):
    if committed:
        remove(pack_id)


def sweep(keep):
    """Remove every pack whose id is not in `keep`; the ids of those removed."""
    gone = []
    for place in root().iterdir() if root().is_dir() else ():
        if place.name not in keep:
            remove(place.name)
            gone.append(place.name)
    return gone
