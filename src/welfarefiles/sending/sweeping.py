"""Every night: packs that nobody needs any more are removed from the server."""

from .. import _
from ..calendars import london
from ..files.navigation import every_school
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from ..packs import passphrases
from ..packs import spool
from ..people.stored import stored
from ..transfer import steps
from ..transfer.store import transfers_of
from datetime import time
from datetime import timedelta


#: A pack that nobody sends is removed after so long; it can be built again.
UNSENT = timedelta(days=60)


def needed_packs(schools, now):
    """Ids of packs that may still be sent or fetched, or are being built."""
    found = set()
    for school in schools:
        built = [one for one in transfers_of(school).all() if one.pack is not None]
        found |= {*stored(school, passphrases.KEY)} - {one.pack.id for one in built}
        found |= {one.pack.id for one in built if is_needed(one, now)}
    return found


def is_needed(transfer, now):
    """Whether the pack of a transfer may still be sent or fetched."""
    if transfer.state == steps.READY:
        return transfer.pack.at > now - UNSENT
    link = transfer.link
    is_out = transfer.offer is not None or (link is not None and link.expires > now)
    return transfer.state == steps.SENT and is_out


class SweepPacks(PeriodicWork):
    """Packs that were received, taken back or are too old are removed from the server."""

    title = _("Remove old transfer packs")
    when = Daily(time(3, 50))

    def needed(self, site):
        return spool.root().is_dir()

    def do(self, context, arguments, step):
        schools = every_school(context)
        gone = spool.sweep(needed_packs(schools, london.now()))
        for school in schools:
            for pack_id in gone:
                passphrases.forget(school, pack_id)
        return len(gone)
