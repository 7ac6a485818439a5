"""How much may wait to be taken in: packs of a school, and bytes of them on the disk."""

from .. import _
from ..received import store
from ..received.reading import BadPack
from ..sql.configuration import setting

import shutil


#: Where nothing else is set: `received-packs` and `received-gigabytes` of a school.
PACKS, GIGABYTES = 20, 20
GIGABYTE = 10**9
#: Of one pack; the server takes no request that is larger (`max-request-body-size`).
MOST_BYTES = 4 << 30

MANY = _(
    "${number} packs wait to be taken in, and no more may. Take them in or remove them first, then "
    "bring this one."
)
MUCH = _(
    "With this pack those that wait would take more than the ${most} GB they may. Take some in or "
    "remove some first, then bring this one."
)
TOO_LARGE = _("This file is larger than 4 GB. A transfer pack is not.")
NO_ROOM = _("The server has no room for it. Tell whoever runs it, and bring the pack again then.")


def most_packs():
    """How many packs of a school may wait."""
    return int(setting("received-packs") or PACKS)


def most_gigabytes():
    """How many gigabytes they may take together."""
    return float(setting("received-gigabytes") or GIGABYTES)


def held(school):
    """The packs of a school that lie here: to be verified, or to be decided about."""
    return [one for one in store.received(school) if one.state in store.HELD]


def refuse_more(school, size=0):
    """Raise `BadPack` where no further pack, of that many bytes, may lie here."""
    here = held(school)
    if len(here) >= most_packs():
        raise BadPack(_(MANY, mapping={"number": len(here)}))
    if size > MOST_BYTES:
        raise BadPack(TOO_LARGE)
    if sum(one.size for one in here) + size > most_gigabytes() * GIGABYTE:
        raise BadPack(_(MUCH, mapping={"most": f"{most_gigabytes():g}"}))
    # it is copied here, and its uploads go into the database when it is taken in
    if shutil.disk_usage(store.made_root()).free < 2 * size:
        raise BadPack(NO_ROOM)
