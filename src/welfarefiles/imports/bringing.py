"""What people do with a pack that was brought to them: page and script call these.

Raises `AccessControl.Unauthorized` for whoever may not, `BadPack` for what cannot be.
"""

from .. import _
from ..access.barriers import barriers
from ..calendars import london
from ..jobs.asking import ask
from ..ledger.writing import enter
from ..ledger.writing import enter_now
from ..people.roles import WELFARE_ADMINISTRATOR
from ..people.roles import WELFARE_LEAD
from ..people.team import covered_types
from ..permissions import may
from ..transfer.acting import RECEIPTS
from ..transfer.knowing import me
from . import store
from .reading import BadPack
from .reading import open_pack
from .reading import verify
from .taking import front_sheet_of
from .taking import twin_of
from AccessControl import Unauthorized
from collections import Counter
from contextlib import contextmanager
from contextlib import suppress
from plone import api
from zExceptions import NotFound

import transaction


TAKE = "imports.take"
NOT_NAMED = _("You are not named for this kind of file, so you cannot take it in.")
GONE = _("The pack is gone. Bring it again.")
AGAIN = _("This pack was taken in already, on ${day}.")


def need(school):
    """Raise `Unauthorized` for whoever takes no packs in."""
    if not may(RECEIPTS, school):
        raise Unauthorized("Takes no packs in")


def bring(school, stream, passphrase):
    """Verify an uploaded pack and keep it until it is taken in or dropped; its `Received`.

    A refused one is entered and forgotten: the page says why, and nothing of it is kept.
    """
    need(school)
    id = store.new_id()
    store.spool(id, stream)
    _remove_unless_kept(id)
    try:
        with store.path_of(id).open("rb") as file, open_pack(file, passphrase) as pack:
            verify(pack)
            _refuse_uncovered(school, pack)
            found = received_from(id, pack, passphrase)
            for part in pack.manifest["parts"]:
                front_sheet_of(pack, part)
        _refuse_twice(school, found)
    except BadPack as error:
        # At once: a refused request to the API keeps nothing of its transaction.
        enter_now("imports.refused", school, reason=str(error))
        store.remove(id)
        raise
    store.keep(school, found)
    enter("imports.verified", school, **facts(found))
    return found


def received_from(id, pack, passphrase):
    """The `Received` of an open pack."""
    about = pack.manifest
    return store.Received(
        id=id,
        pack=pack.id,
        transfer=about["transfer"],
        sender=about["sender"]["name"],
        manifest_hash=pack.manifest_hash,
        at=london.now(),
        by=me(),
        passphrase=store.sealed(passphrase),
        references=tuple(part["reference"] for part in about["parts"]),
        types=tuple(part["type"] for part in about["parts"]),
    )


def facts(received):
    """Of a pack, for the ledger."""
    return {
        "pack": received.pack,
        "sender": received.sender,
        "manifest": received.manifest_hash,
        "references": ", ".join(received.references),
    }


def _remove_unless_kept(id):
    current = transaction.get()
    current.addAfterCommitHook(lambda committed: None if committed else store.remove(id))
    current.addAfterAbortHook(lambda: store.remove(id))


def covered(school):
    """Types of file the person takes in (R003): of others they learn nothing."""
    roles = (WELFARE_LEAD, WELFARE_ADMINISTRATOR)
    return frozenset().union(*(covered_types(school, me(), role) for role in roles))


def _refuse_uncovered(school, pack):
    if not {part["type"] for part in pack.manifest["parts"]} <= covered(school):
        raise BadPack(NOT_NAMED)


def _refuse_twice(school, received):
    before = store.taken_before(school, received)
    if before:
        day = london.format_date(london.london_date(before.settled_at))
        raise BadPack(_(AGAIN, mapping={"day": day}))


def known(school):
    """Packs that were brought and the person may know of, the latest first."""
    need(school)
    types = covered(school)
    return [one for one in store.received(school) if types.issuperset(one.types)]


def waiting(school, id):
    """A pack that waits for a decision. Raises `NotFound`."""
    found = next((one for one in known(school) if one.id == id), None)
    if found is None or found.state != store.WAITING:
        raise NotFound()
    return found


@contextmanager
def opened(received):
    """The pack of a `Received`, its seal checked again. Raises `BadPack`."""
    path = store.path_of(received.id)
    if not path.is_file():
        raise BadPack(GONE)
    with path.open("rb") as file, open_pack(file, store.passphrase_of(received)) as pack:
        yield pack


def parts_shown(school, received):
    """What the preview says of each part; nothing of a record but how many there are.

    Raises `NotFound` for whoever a barrier keeps from the child's file here.
    """
    with opened(received) as pack:
        return [{**one, "holds": holds(pack, one["part"])} for one in parts_of(school, pack)]


def holds(pack, part):
    """(numbers by type of record, attachments) of a part.

    Those of the restricted section are in no number: not everybody who takes a pack in reads them.
    """
    listed = [one for one in part["records"] if not pack.record(one)["restricted"]]
    return Counter(one["type"] for one in listed), sum(len(one["attachments"]) for one in listed)


def parts_of(school, pack):
    """Of an open pack, dicts of `part` (of the manifest), `child` (its fields), `twin`."""
    _refuse_uncovered(school, pack)
    found = []
    for part in pack.manifest["parts"]:
        values = front_sheet_of(pack, part)
        twin = twin_of(school, part, values)
        if twin is not None and _is_barred(twin):
            raise NotFound()
        found.append({"part": part, "child": values, "twin": twin})
    return found


def _is_barred(row):
    file = api.portal.get().unrestrictedTraverse(row.path, None)
    return file is not None and barriers(file).bars(me())


def need_to_know(school, received):
    """Raise `NotFound` for whoever may not know of it."""
    with opened(received) as pack:
        parts_of(school, pack)


def agree(school, received):
    """Take it in, as a job; the id of the job. Raises `BadPack`, `NotFound`."""
    need(school)
    need_to_know(school, received)
    return ask(TAKE, school, {"pack": received.id}, once=received.id)


def drop(school, received):
    """Do not take it in: the pack is removed. Raises `NotFound`."""
    need(school)
    with suppress(BadPack):  # what cannot be read any more can be dropped
        need_to_know(school, received)
    store.settle(school, received, store.DROPPED, london.now())
    enter("imports.dropped", school, **facts(received))
    remove_when_done(received.id)


def remove_when_done(id):
    """Remove the file of a pack once what was decided is stored."""
    transaction.get().addAfterCommitHook(lambda committed: store.remove(id) if committed else None)
