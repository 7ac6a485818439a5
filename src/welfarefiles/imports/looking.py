"""What a pack holds: for those named for its kind of file, and shut out of none."""

from .. import _
from ..access.barriers import barriers
from ..people.roles import WELFARE_ADMINISTRATOR
from ..people.roles import WELFARE_LEAD
from ..people.team import covered_types
from ..received import store
from ..received.reading import BadPack
from ..received.reading import open_pack
from ..received.taking import front_sheet_of
from ..received.taking import twin_of
from ..transfer.knowing import me
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from plone import api
from typing import Any
from zExceptions import NotFound


GONE = _("The pack is gone. Bring it again.")
NOT_NAMED = _("You are not named for this kind of file, so you cannot take it in.")


@dataclass(frozen=True)
class PartHeld:
    """A part before anything of it is made; nothing of a record but how many there are.

    `child`: fields of the front sheet; `records`: numbers by type; `twin`: row of the child's file
    here, or None. What is restricted is in no number: not everybody who takes a pack in reads it.
    """

    type: str
    reference: str
    child: dict[str, Any]
    drafts_left_out: int
    twin: Any
    records: tuple[tuple[str, int], ...] = ()
    attachments: int = 0


@contextmanager
def opened(received, is_known=False):
    """The pack of a `Received`, its seal checked again unless it `is_known`. Raises `BadPack`."""
    path = store.path_of(received.id)
    if not path.is_file():
        raise BadPack(GONE)
    passphrase = store.passphrase_of(received)
    with path.open("rb") as file, open_pack(file, passphrase, is_known) as pack:
        if pack.manifest_hash != received.manifest_hash:
            raise BadPack(GONE)
        yield pack


def parts_held(school, received):
    """Each part of a verified pack with its numbers, for the preview. Raises as `parts_of`."""
    with opened(received) as pack:
        listed = pack.manifest["parts"]
        found = zip(parts_of(school, pack), listed, strict=True)
        return [replace(held, **_numbers(pack, part)) for held, part in found]


def _numbers(pack, part):
    listed = [one for one in part["records"] if not pack.record(one)["restricted"]]
    return {
        "records": tuple(sorted(Counter(one["type"] for one in listed).items())),
        "attachments": sum(len(one["attachments"]) for one in listed),
    }


def parts_of(school, pack):
    """Each part of an open, verified pack, without its numbers.

    Raises `NotFound` for whoever a barrier keeps from the child's file here, and `BadPack`.
    """
    refuse_uncovered(school, pack)
    found = []
    for part in pack.manifest["parts"]:
        child = front_sheet_of(pack, part)
        twin = twin_of(school, part, child)
        if twin is not None and _is_barred(twin):
            raise NotFound()
        found.append(
            PartHeld(part["type"], part["reference"], child, part["drafts_left_out"], twin)
        )
    return found


def _is_barred(row):
    file = api.portal.get().unrestrictedTraverse(row.path, None)
    return file is not None and barriers(file).bars(me())


def need_to_know(school, received):
    """Raise `NotFound` for whoever may not know of a verified pack."""
    with opened(received) as pack:
        parts_of(school, pack)


def covered(school, user_id=None):
    """Types of file a person, by default the signed-in one, takes in (R003): of others they learn
    nothing."""
    who, roles = user_id or me(), (WELFARE_LEAD, WELFARE_ADMINISTRATOR)
    return frozenset().union(*(covered_types(school, who, role) for role in roles))


def refuse_uncovered(school, pack):
    """Raise `BadPack` for a pack with a part the person is not named for."""
    if not {part["type"] for part in pack.manifest["parts"]} <= covered(school):
        raise BadPack(NOT_NAMED)
