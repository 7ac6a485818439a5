"""Which files somebody saw last: the way back to them, from the ledger."""

from ..access.who import who_asks
from ..calendars import london
from ..files.serialise import addresses
from ..ledger import reading
from ..ledger.reading import Filter
from ..lookup import query
from plone import api


READ = 100
SHOWN = 6


def seen_lately():
    """Reference, address and time of the files the person saw last and may still open."""
    who = who_asks()
    if not who.user_id:
        return []
    mine = reading.entries(Filter(person=who.user_id, kinds=reading.READS), limit=READ)
    latest = {}
    for entry in mine:
        if entry.file_uid:
            latest.setdefault(entry.file_uid, entry)
    found = query.file_rows(latest)
    address = addresses(api.portal.get())
    shown = []
    for uid, entry in latest.items():
        if len(shown) == SHOWN:
            break
        if uid in found and query.may_see(who, uid):
            shown.append(
                {
                    "reference": found[uid].reference,
                    "url": address(found[uid]),
                    "when": when(entry.moment, who.today),
                }
            )
    return shown


def when(moment, today):
    """The time of something today, the day of anything else."""
    day = london.london_date(moment)
    return london.format_time(moment) if day == today else london.format_short_date(day)
