"""Packs that a school was brought: where they lie until they are taken in, and what became of them.

The pack is a file beside the databases, encrypted as it came; its passphrase is sealed.
"""

from ..accounts.sealing import seal
from ..accounts.sealing import SealBroken
from ..accounts.sealing import unseal
from ..people.stored import stored
from ..sql.configuration import data_folder
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zope.annotation.interfaces import IAnnotations

import os
import re
import secrets
import shutil


KEY = "welfarefiles.imports"
CHECKING, WAITING = "checking", "waiting"
REFUSED, TAKEN, DROPPED = "refused", "taken", "dropped"
#: The pack itself is still here.
HELD = (CHECKING, WAITING)
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Received:
    """One pack. `id`: ours; `pack`, `transfer`: the sender's; `at`: aware; `files`: uids made.

    `size`: bytes of the zip; `job`: what verifies it; `why`: it was refused; `told_at`: when it was
    said that it waits.

    It names no child: the file on disk does, and is removed when it was taken in or dropped.
    """

    id: str
    pack: str
    transfer: str
    sender: str
    manifest_hash: str
    at: datetime
    by: str
    state: str = WAITING
    passphrase: str = ""
    references: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    settled_at: datetime | None = None
    size: int = 0
    job: str = ""
    why: str = ""
    told_at: datetime | None = None


def received(school):
    """All packs of a school, the latest first."""
    found = (Received(**row) for row in stored(school, KEY).values())
    return sorted(found, key=lambda one: one.at, reverse=True)


def by_id(school, id):
    """One pack, or None."""
    row = stored(school, KEY).get(id)
    return Received(**row) if row else None


def taken_before(school, pack):
    """The pack of the same transfer that was taken in, or some of whose parts were, or None."""
    return next(
        (
            one
            for one in received(school)
            if one.state == TAKEN
            and (pack.transfer, pack.sender) == (one.transfer, one.sender)
            and {*pack.references} & {*one.references}
        ),
        None,
    )


def keep(school, pack):
    """Store what is known of a pack."""
    annotations = IAnnotations(school)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY][pack.id] = asdict(pack)


def settle(school, pack, state, now, files=(), why=""):
    """Note what became of a pack; its passphrase is forgotten."""
    done = replace(
        pack, state=state, passphrase="", files=tuple(files), settled_at=now, why=why, job=""
    )
    keep(school, done)
    return done


def sealed(passphrase):
    """A passphrase as it is kept until the pack is settled."""
    return seal(passphrase)


def passphrase_of(pack):
    """The passphrase again; "" when it is no longer known."""
    try:
        return unseal(pack.passphrase) if pack.passphrase else ""
    except SealBroken:
        return ""


def root():
    """Where the packs lie."""
    return Path(data_folder()) / "received-packs"


def made_root():
    """The same folder, made if need be."""
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    return root()


def new_id():
    """An id of ours for a pack."""
    return secrets.token_hex(8)


def path_of(id):
    """The file of a pack. Raises ValueError for what is no id."""
    if not _ID.fullmatch(id):
        raise ValueError("not the id of a pack")
    return root() / f"{id}.zip"


def spool(id, stream):
    """Keep the bytes of an upload as the file of a pack: there whole, or not at all."""
    made_root()
    part = path_of(id).with_suffix(".part")
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path_of(id))
    finally:
        part.unlink(missing_ok=True)


def remove(id):
    """Remove the file of a pack."""
    path_of(id).unlink(missing_ok=True)
