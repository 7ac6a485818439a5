"""Rounds of the clock: each taken once, however many processes look at it."""

from ..sql.engine import get_store
from . import claims
from . import queue
from .interfaces import IPeriodicWork
from .rows import new_row
from .tables import jobs
from .tables import PORTAL
from .tables import rounds
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update
from zope.component import getUtilitiesFor

import logging
import secrets


logger = logging.getLogger(__name__)


def look_at_the_clock(world, moment=None):
    """Put every work whose round has come into the table; ids of the jobs that were made."""
    moment = moment or claims.now()
    made = []
    for site in world.sites():
        for name, work in sorted(getUtilitiesFor(IPeriodicWork)):
            try:
                made.append(_take_round(world, site, name, work, moment))
            except Exception as error:
                logger.warning("The round of %s waits (%s)", name, type(error).__name__)
    made = [job_id for job_id in made if job_id]
    for job_id in made:
        queue.call(job_id)
    return made


def _take_round(world, site, name, work, moment):
    """Id of the job made for a round that nobody else took, or None."""
    key, store = f"{site}:{name}", get_store()
    with store.reading() as connection:
        last = connection.scalar(select(rounds.c.slot).where(rounds.c.name == key))
        waits = connection.scalar(select(jobs.c.id).where(jobs.c.once == key))
    if last is not None and (waits or not work.when.is_due(moment, last)):
        return None
    slot = work.when.latest(moment)
    if last is None:
        return _begin_counting(store, key, slot)
    if not _is_needed(world, site, work):
        return None
    with store.writing() as connection:
        taken = update(rounds).where(rounds.c.name == key, rounds.c.slot == last)
        if not connection.execute(taken.values(slot=slot)).rowcount:
            return None
        row = new_row(secrets.token_hex(16), site, name, PORTAL, once=key)
        connection.execute(insert(jobs), row)
        return row["id"]


def _begin_counting(store, key, slot):
    """The first time a work is seen: its next round is the first one done."""
    with store.writing() as connection:
        connection.execute(insert(rounds).values(name=key, slot=slot))


def _is_needed(world, site, work):
    with world.site(site) as opened:
        return work.needed(opened)
