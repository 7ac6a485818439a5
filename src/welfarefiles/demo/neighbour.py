"""A second, small school of the same site, and the file it offers to the first."""

from ..packs import passphrases
from ..people.team import school_of
from ..sending import sending
from ..sending.packing import BuildPack
from ..transfer import steps
from ..transfer.knowing import transfer_of
from ..transfer.store import transfers_of
from dataclasses import replace
from datetime import timedelta
from plone import api
from uuid import uuid4


def offer(file, sent_at, sender):
    """The transfer of a file that has left `open`, packed and offered to the school it goes to.

    :param sent_at: aware instant at which the file was handed over; sender: user id of the lead.
    """
    school = school_of(file)
    store, transfer = transfers_of(school), transfer_of(file, school)
    store.keep(
        replace(
            transfer,
            at=sent_at - timedelta(days=1),
            state=steps.HANDED_OVER,
            handed_over_by=sender,
            handed_over_at=sent_at,
        )
    )
    with api.env.adopt_user(username=sender):
        build_pack(school, transfer.id)
        sending.offer(school, store.get(transfer.id))


def build_pack(school, transfer_id):
    """What the job does, at once: the server that would do it has not started yet."""
    pack_id, kind = uuid4().hex, BuildPack()
    passphrases.make(school, pack_id)
    arguments = {"transfer": transfer_id, "pack": pack_id}
    for step in list(kind.steps(school, arguments)):
        kind.do(school, arguments, step)
