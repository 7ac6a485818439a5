"""A disposal batch: reviewed file by file, authorised by somebody else. Needs no Plone.

States: prepared → authorised → destroyed; withdrawn from either of the first two.
"""

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import datetime
from types import MappingProxyType


PREPARED, AUTHORISED, DESTROYED, WITHDRAWN = "prepared", "authorised", "destroyed", "withdrawn"
DESTROY, KEEP = "destroy", "keep"
REVIEW, AGREE, CARRY_OUT = "review", "agree", "carry out"
NO_DECISIONS = MappingProxyType({})


class BadStep(ValueError):
    """A step of a batch that may not be done; its text is for whoever tried."""


@dataclass(frozen=True)
class Decision:
    """What the review of one file came to: `DESTROY`, or `KEEP` until a day, with the reason."""

    decision: str
    by: str
    at: datetime
    reason: str = ""
    keep_until: date | None = None


@dataclass(frozen=True)
class Batch:
    """One batch of files (UIDs). `at` is aware; `decisions`: {uid: `Decision`}."""

    id: str
    files: tuple
    prepared_by: str
    at: datetime
    state: str = PREPARED
    decisions: dict = field(default_factory=dict)
    authorised_by: str = ""
    authorised_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""
    destroyed_at: datetime | None = None

    @property
    def to_destroy(self):
        """UIDs of the files it destroys, in the order of the batch."""
        chosen = self.decisions
        return tuple(uid for uid in self.files if uid in chosen and chosen[uid].decision == DESTROY)

    @property
    def undecided(self):
        """UIDs of the files that were not looked at yet."""
        return tuple(uid for uid in self.files if uid not in self.decisions)


def decided(batch, uid, decision):
    """The batch with the outcome of the review of one file."""
    if batch.state != PREPARED:
        raise BadStep("Files are reviewed before the batch is authorised.")
    if uid not in batch.files:
        raise BadStep("This file is not in the batch.")
    if decision.decision not in (DESTROY, KEEP):
        raise BadStep("Choose whether the file is destroyed or kept.")
    if decision.decision == KEEP and not decision.reason.strip():
        raise BadStep("Say why the file is kept longer.")
    if decision.decision == KEEP and decision.keep_until is None:
        raise BadStep("Say until when the file is kept.")
    if decision.decision == KEEP and decision.keep_until <= decision.at.date():
        raise BadStep("The day until which the file is kept has to be after today.")
    return replace(batch, decisions={**batch.decisions, uid: decision})


def authorised(batch, by, at, closed_by):
    """The batch, authorised. `closed_by`: {uid: ids of those who wrote or agreed its closure}."""
    if batch.state != PREPARED:
        raise BadStep("This batch cannot be authorised any more.")
    if batch.undecided:
        raise BadStep(f"{len(batch.undecided)} files of the batch have not been reviewed.")
    if not batch.to_destroy:
        raise BadStep("Nothing in the batch is to be destroyed.")
    reviewers = {decision.by for decision in batch.decisions.values()}
    if by == batch.prepared_by or by in reviewers:
        raise BadStep("Somebody else has to authorise what you prepared or reviewed.")
    refuse_closers((by,), batch.to_destroy, closed_by)
    return replace(batch, state=AUTHORISED, authorised_by=by, authorised_at=at)


def refuse_closers(people, uids, closed_by):
    """Raise `BadStep` if one of the people closed one of the files: they may not destroy it too."""
    if any(person in closed_by.get(uid, ()) for uid in uids for person in people):
        raise BadStep("Whoever closed a file cannot be one of the two people who destroy it.")


def withdrawn(batch, by, at, why):
    """The batch, withdrawn: none of its files is destroyed."""
    if batch.state not in (PREPARED, AUTHORISED):
        raise BadStep("This batch cannot be withdrawn any more.")
    if not why.strip():
        raise BadStep("Say why the batch is withdrawn.")
    return replace(batch, state=WITHDRAWN, withdrawn_by=by, withdrawn_at=at, withdrawn_why=why)


def may_carry_out(batch):
    """Raise `BadStep` unless the batch is authorised and not carried out yet."""
    if batch.state != AUTHORISED:
        raise BadStep("Only an authorised batch is carried out.")


def finished(batch, at):
    """The batch after its last file was destroyed."""
    may_carry_out(batch)
    return replace(batch, state=DESTROYED, destroyed_at=at)


def next_step(batch, person, prepares, authorises):
    """What a person is to do with the batch now: `REVIEW`, `AGREE`, `CARRY_OUT`, None for nothing.

    :param prepares, authorises: whether their role lets them.
    """
    if batch.state == AUTHORISED:
        return CARRY_OUT if prepares else None
    if batch.state != PREPARED:
        return None
    if batch.undecided:
        return REVIEW if prepares else None
    hands = {batch.prepared_by, *(decision.by for decision in batch.decisions.values())}
    return AGREE if authorises and batch.to_destroy and person not in hands else None
