"""What people do about disposal: the one place that page, REST and script call."""

from ..access.barriers import barriers
from ..calendars import london
from ..ledger.writing import enter
from ..people.roles import AUTHORISER
from ..people.roles import RECORDS_MANAGER
from ..people.team import covered_types
from ..retention.acting import file_of
from ..retention.acting import save_knowledge
from ..retention.knowledge import BadKnowledge
from ..retention.knowledge import knowledge_of
from ..retention.known import known_in
from ..transfer.knowing import me
from . import batch as steps
from .batch import BadStep
from .batch import Batch
from .batch import Decision
from .destroying import closed_by
from .destroying import obstacles_of
from .register import disposals_of
from dataclasses import replace
from secrets import token_hex


#: Files of one batch: as many as people can look at one by one.
MOST = 50


def is_barred(school, uid):
    """Whether a barrier stands between the signed-in person and a file."""
    file = file_of(school, uid)
    return file is not None and barriers(file).bars(me())


def known_batches(school):
    """Batches the signed-in person may know of, the latest first."""
    known = known_in(school)
    return [one for one in disposals_of(school).batches() if _may_know(school, one, known)]


def known_batch(school, id):
    """The batch of that id if the signed-in person may know of it, or None."""
    found = disposals_of(school).batch(id)
    return found if found and _may_know(school, found, known_in(school)) else None


def _may_know(school, batch, known):
    """A batch is there for those who may know of every file in it, destroyed ones too."""
    stones = map(disposals_of(school).tombstone, batch.files)
    return all(
        known.has(uid, stone.portal_type) if stone else known.has_file(uid)
        for uid, stone in zip(batch.files, stones, strict=True)
    )


def prepare(school, uids):
    """Begin a batch of these files as the signed-in person; return it. Raises `BadStep`."""
    uids = tuple(dict.fromkeys(uids))
    if not 0 < len(uids) <= MOST:
        raise BadStep(f"Choose from 1 to {MOST} files.")
    own = covered_types(school, me(), RECORDS_MANAGER)
    taken = in_batches(school)
    for uid in uids:
        file = file_of(school, uid)
        if file is None or file.portal_type not in own or is_barred(school, uid):
            raise BadStep("One of these files is not there.")
        if uid in taken:
            raise BadStep(f"{file.reference} is in another batch.")
        reasons = obstacles_of(file)
        if reasons:
            raise BadStep(f"{file.reference}: {' '.join(reasons)}")
    new = Batch(token_hex(8), uids, me(), london.now())
    disposals_of(school).keep(new)
    enter("disposal.prepared", school, batch=new.id, files=len(uids))
    return new


def in_batches(school):
    """UIDs of files in batches that are under way."""
    under_way = (steps.PREPARED, steps.AUTHORISED)
    found = (one for one in disposals_of(school).batches() if one.state in under_way)
    return {uid for batch in found for uid in batch.files}


def review(school, batch, uid, decision, reason="", keep_until=None):
    """Note what the review of one file came to. A file that is kept longer is kept so at once."""
    file = file_of(school, uid)
    own = covered_types(school, me(), RECORDS_MANAGER)
    if file is None or file.portal_type not in own or is_barred(school, uid):
        raise BadStep("This file is not there.")
    said = Decision(decision, me(), london.now(), reason.strip(), keep_until)
    new = steps.decided(batch, uid, said)
    if decision == steps.KEEP:
        known = replace(knowledge_of(file), keep_until=keep_until, keep_reason=said.reason)
        try:
            save_knowledge(file, known)
        except BadKnowledge as error:
            raise BadStep(str(error)) from error
    disposals_of(school).keep(new)
    enter("disposal.reviewed", file, reason=said.reason, batch=batch.id, decision=decision)
    return new


def authorise(school, batch):
    """Authorise a batch as the signed-in person, who neither prepared it nor closed its files."""
    own = covered_types(school, me(), AUTHORISER)
    closers = {}
    for uid in batch.to_destroy:
        file = file_of(school, uid)
        if file is None or file.portal_type not in own or is_barred(school, uid):
            raise BadStep("You are not named for every file in this batch.")
        reasons = obstacles_of(file)
        if reasons:
            raise BadStep(f"{file.reference}: {' '.join(reasons)}")
        closers[uid] = closed_by(file)
    new = steps.authorised(batch, me(), london.now(), closers)
    steps.refuse_closers((batch.prepared_by,), batch.to_destroy, closers)
    disposals_of(school).keep(new)
    enter("disposal.authorised", school, batch=batch.id, files=len(new.to_destroy))
    return new


def withdraw(school, batch, why):
    """Withdraw a batch: none of its remaining files is destroyed."""
    if not any(covered_types(school, me(), role) for role in (RECORDS_MANAGER, AUTHORISER)):
        raise BadStep("Records managers and authorisers withdraw a batch.")
    new = steps.withdrawn(batch, me(), london.now(), why)
    disposals_of(school).keep(new)
    enter("disposal.withdrawn", school, reason=why.strip(), batch=batch.id)
    return new


def finish(school, batch):
    """Note that the last file of a batch was destroyed."""
    disposals_of(school).keep(steps.finished(batch, london.now()))
    enter("disposal.finished", school, batch=batch.id, files=len(batch.to_destroy))
