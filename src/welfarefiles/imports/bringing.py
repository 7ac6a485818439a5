"""What people do with a pack that was brought to them: page and script call these.

Raises `AccessControl.Unauthorized` for whoever may not, `BadPack` for what cannot be.
"""

from .. import _
from ..calendars import london
from ..jobs.asking import ask
from ..jobs.reading import any_job
from ..ledger.writing import enter
from ..ledger.writing import enter_now
from ..permissions import may
from ..received import store
from ..received.reading import BadPack
from ..received.reading import open_pack
from ..transfer.acting import RECEIPTS
from ..transfer.knowing import file_of
from ..transfer.knowing import me
from . import limits
from .looking import covered
from .looking import need_to_know
from .looking import refuse_uncovered
from AccessControl import Unauthorized
from contextlib import suppress
from dataclasses import replace
from zExceptions import NotFound
from zope.globalrequest import getRequest
from zope.i18n import translate

import io
import transaction


TAKE, VERIFY = "imports.take", "imports.verify"
#: A pack whose verification was cancelled or failed; one that a job takes in now.
STOPPED, TAKING = "stopped", "taking"
AGAIN = _("This pack was taken in already, on ${day}.")


def need(school):
    """Raise `Unauthorized` for whoever takes no packs in."""
    if not may(RECEIPTS, school):
        raise Unauthorized("Takes no packs in")


def bring(school, stream, passphrase):
    """Keep an uploaded pack, and have a job verify it; its `Received`.

    What a person can have mistaken is found at once: another file, another passphrase, a pack for
    somebody else, one that was taken in. Such a one is entered and forgotten: the page says why,
    and nothing of it is kept.
    """
    need(school)
    id, size = store.new_id(), stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        limits.refuse_more(school, size)
        store.spool(id, stream)
        _remove_unless_kept(id)
        with store.path_of(id).open("rb") as file, open_pack(file, passphrase) as pack:
            refuse_uncovered(school, pack)
            found = received_from(id, pack, passphrase)
        refuse_twice(school, found)
    except BadPack as error:
        # At once: a refused request to the API keeps nothing of its transaction.
        enter_now("imports.refused", school, reason=_said(error))
        store.remove(id)
        raise
    enter("imports.brought", school, **facts(found))
    return have_verified(school, replace(found, size=size, state=store.CHECKING))


def have_verified(school, received):
    """Ask for the job that verifies a pack; the `Received` that names it."""
    job = ask(VERIFY, school, {"pack": received.id}, once=received.id)
    found = replace(received, job=job)
    store.keep(school, found)
    return found


def verify_again(school, received):
    """Begin anew after its job was cancelled or failed. Raises `NotFound`."""
    _need_own(school, received)
    if state_of(received) != STOPPED:
        raise NotFound()
    return have_verified(school, received)


def accept_verified(school, received):
    """Every byte of it is as the other school signed it: it waits for a decision now."""
    store.keep(school, replace(received, state=store.WAITING, job=""))
    enter("imports.verified", school, **facts(received))


def refuse(school, received, error):
    """It does not hold: say why, and remove it."""
    why = _said(error)
    store.settle(school, received, store.REFUSED, london.now(), why=why)
    enter("imports.refused", school, reason=why, **facts(received))
    remove_when_done(received.id)


def _said(error):
    return translate(error.args[0], context=getRequest())


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


def refuse_twice(school, received):
    """Raise `BadPack` for one of which something was taken in."""
    before = store.taken_before(school, received)
    if before:
        day = london.format_date(london.london_date(before.settled_at))
        raise BadPack(_(AGAIN, mapping={"day": day}))


def known(school):
    """Packs that were brought and the person may know of, the latest first."""
    need(school)
    types = covered(school)
    return [one for one in store.received(school) if types.issuperset(one.types)]


def one_of(school, id):
    """A pack that was brought, and was not removed undecided. Raises `NotFound`."""
    found = next((one for one in known(school) if one.id == id), None)
    if found is None or found.state == store.DROPPED:
        raise NotFound()
    return found


def job_of(received):
    """What verifies a pack or takes it in: `jobs.reading.Job`, or None where nothing does."""
    return any_job(received.job) if received.job else None


def state_of(received):
    """State of a pack; `STOPPED` where its job ended and it was not verified, `TAKING`."""
    if received.state not in store.HELD or not received.job:
        return received.state
    job = job_of(received)  # None: asked for in this very transaction
    has_ended = job is not None and job.has_ended
    if received.state == store.CHECKING:
        return STOPPED if has_ended else store.CHECKING
    return store.WAITING if has_ended else TAKING


def agree(school, received):
    """Take it in, as a job; the id of the job. Raises `BadPack`, `NotFound`."""
    need(school)
    if received.state != store.WAITING:
        raise NotFound()
    need_to_know(school, received)
    job = ask(TAKE, school, {"pack": received.id}, once=received.id)
    store.keep(school, replace(received, job=job))
    return job


def files_made(school, received):
    """The files of a pack that was taken in, as far as the person may see them."""
    found = (file_of(school, uid) for uid in received.files)
    return [file for file in found if file is not None and may("View", file)]


def drop(school, received):
    """Do not take it in: the pack is removed. Raises `NotFound`."""
    need(school)
    if received.state not in store.HELD:
        raise NotFound()
    if received.state == store.CHECKING:
        _need_own(school, received)
    with suppress(BadPack):  # what cannot be read any more can be dropped
        if received.state == store.WAITING:
            need_to_know(school, received)
    store.settle(school, received, store.DROPPED, london.now())
    enter("imports.dropped", school, **facts(received))
    remove_when_done(received.id)


def is_own(received):
    """Whether the signed-in person brought it."""
    return received.by == me()


def _need_own(school, received):
    """Before it is verified nobody knows whose child it is about: it is for who brought it."""
    need(school)
    if not is_own(received):
        raise NotFound()


def remove_when_done(id):
    """Remove the file of a pack once what was decided is stored."""
    transaction.get().addAfterCommitHook(lambda committed: store.remove(id) if committed else None)
