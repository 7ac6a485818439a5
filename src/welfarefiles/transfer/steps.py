"""A transfer of one child's files to another school, and the steps it takes. Needs no Plone.

States: prepared → handed over → ready (the pack is built) → sent → received; withdrawn before that.
"""

from .questions import Answers
from .questions import BadStep
from .questions import check
from .questions import GIVEN
from .questions import refuse_books
from .questions import said
from .questions import WELFARE_FILE
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime


PREPARED, HANDED_OVER, READY, SENT = "prepared", "handed-over", "ready", "sent"
RECEIVED, WITHDRAWN = "received", "withdrawn"
UNDER_WAY = (PREPARED, HANDED_OVER, READY, SENT)

BY_LINK, ON_PAPER, WITHIN = "link", "paper", "within"


@dataclass(frozen=True)
class Part:
    """One file that goes. `id` is its number in the pack, from 1."""

    id: str
    uid: str
    type: str
    reference: str


@dataclass(frozen=True)
class Agreement:
    """Something that two different people have to say: who proposed it and why, who agreed."""

    by: str
    at: datetime
    why: str
    agreed_by: str = ""
    agreed_at: datetime | None = None

    @property
    def stands(self):
        return bool(self.agreed_by) and self.agreed_by != self.by


@dataclass(frozen=True)
class PackNote:
    """The pack that was built; `drafts`: how many unfinished records stayed behind."""

    id: str
    at: datetime
    by: str
    manifest_hash: str
    sha256: str
    size: int
    drafts: int = 0


@dataclass(frozen=True)
class Link:
    """The one-time link that is out: hashes of its token and code, until when, who opened it."""

    token_hash: str
    code_hash: str
    sent_to: str
    at: datetime
    expires: datetime
    session_hash: str = ""
    session_until: datetime | None = None
    receiver: dict = field(default_factory=dict)
    downloads: int = 0


@dataclass(frozen=True)
class Offer:
    """What a school of the same site is asked to take: who offered it, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Refusal:
    """Why that school does not take a part: who said so, and when."""

    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Receipt:
    """Who confirmed one part, and when. `how`: `BY_LINK`, `ON_PAPER`, or `WITHIN` the site, where
    the part was taken over with it; `noted_by` of a paper.
    """

    name: str
    role: str
    school: str
    address: str
    at: datetime
    how: str = BY_LINK
    noted_by: str = ""


@dataclass(frozen=True)
class Transfer:
    """One transfer. Times are aware; people are user ids."""

    id: str
    parts: tuple
    answers: Answers
    by: str
    at: datetime
    state: str = PREPARED
    override: Agreement | None = None
    named: dict = field(default_factory=dict)
    handed_over_by: str = ""
    handed_over_at: datetime | None = None
    pack: PackNote | None = None
    link: Link | None = None
    offer: Offer | None = None
    refusals: dict = field(default_factory=dict)
    sent_at: datetime | None = None
    receipts: dict = field(default_factory=dict)
    chased_at: datetime | None = None
    escalated_at: datetime | None = None
    withdrawn_why: str = ""
    withdrawn_by: str = ""
    reduced: dict = field(default_factory=dict)

    def part_of(self, uid):
        """The `Part` of a file, or None."""
        return next((part for part in self.parts if part.uid == uid), None)

    @property
    def has_welfare(self):
        return any(part.type == WELFARE_FILE for part in self.parts)

    @property
    def waiting(self):
        """Parts whose receipt is still out."""
        return tuple(part for part in self.parts if part.id not in self.receipts)

    @property
    def agreed(self):
        """UIDs of the restricted records that two people agreed on; the others stay."""
        return tuple(uid for uid, one in self.named.items() if one.stands)

    @property
    def offered(self):
        """Parts that the receiving school of the same site may take or refuse now."""
        if self.state != SENT or self.offer is None:
            return ()
        return tuple(part for part in self.waiting if part.id not in self.refusals)

    @property
    def stays_here(self):
        """Whether it goes to a school of the same site."""
        return bool(self.answers.receiver)

    @property
    def under_way(self):
        return self.state in UNDER_WAY


def need(transfer, *states):
    """Raise `BadStep` unless the transfer is in one of the states."""
    if transfer.state not in states:
        raise BadStep("This cannot be done now: the transfer has moved on.")


def changed(transfer, answers):
    """The transfer with other answers, before it is sent; an override is of the consent it met."""
    need(transfer, PREPARED)
    check(answers, transfer.has_welfare)
    same = answers.consent == transfer.answers.consent
    return replace(transfer, answers=answers, override=transfer.override if same else None)


def override_proposed(transfer, why, by, at):
    """Somebody wants the welfare file to go without consent, and says why (R057)."""
    need(transfer, PREPARED)
    if not transfer.has_welfare or transfer.answers.consent in ("", GIVEN):
        raise BadStep("There is no refusal or missing consent to override.")
    return replace(transfer, override=_proposal(why, by, at))


def override_agreed(transfer, by, at):
    """A second person agrees."""
    need(transfer, PREPARED)
    return replace(transfer, override=_agreed(transfer.override, by, at))


def named_proposed(transfer, record, why, by, at):
    """Somebody wants one record of the restricted section to go, and says why."""
    need(transfer, PREPARED)
    return replace(transfer, named={**transfer.named, record: _proposal(why, by, at)})


def named_agreed(transfer, record, by, at):
    """A second person agrees."""
    need(transfer, PREPARED)
    found = _agreed(transfer.named.get(record), by, at)
    return replace(transfer, named={**transfer.named, record: found})


def named_refused(transfer, record, why):
    """It stays after all."""
    need(transfer, PREPARED)
    if record not in transfer.named:
        raise BadStep("There is nothing to refuse.")
    said(why)
    return replace(transfer, named={k: v for k, v in transfer.named.items() if k != record})


def _proposal(why, by, at):
    return Agreement(by, at, said(why))


def _agreed(proposal, by, at):
    if proposal is None or proposal.stands:
        raise BadStep("There is nothing to agree to.")
    if proposal.by == by:
        raise BadStep("Somebody else has to agree to what you proposed.")
    return replace(proposal, agreed_by=by, agreed_at=at)


def handed_over(transfer, by, at):
    """The files are read-only from now on, and what goes is what stands in them."""
    need(transfer, PREPARED)
    return replace(transfer, state=HANDED_OVER, handed_over_by=by, handed_over_at=at)


def built(transfer, note):
    """The pack is there; an older one, and the link to it, count no more."""
    need(transfer, HANDED_OVER, READY, SENT)
    state = READY if not transfer.receipts else transfer.state
    return replace(transfer, state=state, pack=note, link=None, offer=None)


def sent(transfer, link):
    """A link is out; the clock for the receipt runs from the first."""
    need(transfer, READY, SENT)
    return replace(transfer, state=SENT, link=link, sent_at=transfer.sent_at or link.at)


def revoked(transfer):
    """The link that is out opens nothing any more."""
    need(transfer, SENT)
    return replace(transfer, link=None)


def offered(transfer, by, at):
    """A school of the same site is asked to take it; what it refused before it is asked again."""
    need(transfer, READY, SENT)
    since = transfer.sent_at or at
    return replace(transfer, state=SENT, offer=Offer(by, at), refusals={}, sent_at=since)


def taken_back(transfer):
    """The offer stands no more."""
    if transfer.offer is None:
        raise BadStep("It is not offered.")
    return _offered_no_more(transfer)


def _offered_no_more(transfer):
    return replace(transfer, state=SENT if transfer.receipts else READY, offer=None)


def refused(transfer, part_id, refusal):
    """The receiving school does not take one part; the offer ends with the last of them."""
    need_offered(transfer, part_id)
    said(refusal.why)
    new = replace(transfer, refusals={**transfer.refusals, part_id: refusal})
    return new if new.offered else _offered_no_more(new)


def need_offered(transfer, part_id):
    """Raise `BadStep` unless the receiving school may take or refuse the part now."""
    if part_id not in {part.id for part in transfer.offered}:
        raise BadStep("This is not offered any more.", "part")


def confirmed(transfer, part_id, receipt):
    """The receipt of one part; with the last one the transfer is received and the link is used."""
    need(transfer, *((READY, SENT) if receipt.how == ON_PAPER else (SENT,)))
    if part_id not in {part.id for part in transfer.parts}:
        raise BadStep("There is no such part.", "part")
    if part_id in transfer.receipts:
        raise BadStep("This part is confirmed already.", "part")
    if receipt.how == WITHIN:
        need_offered(transfer, part_id)
    refuse_books(vars(receipt))
    for name, missing in (("name", "Enter your name."), ("role", "Enter your role.")):
        if not getattr(receipt, name).strip():
            raise BadStep(missing, name)
    new = replace(transfer, receipts={**transfer.receipts, part_id: receipt})
    if not new.waiting:
        return replace(new, state=RECEIVED, link=None, offer=None)
    return new if new.offered or new.offer is None else _offered_no_more(new)


def withdrawn(transfer, by, why):
    """It does not go, or what went out is taken back as far as it can be."""
    need(transfer, *UNDER_WAY)
    if transfer.receipts:
        raise BadStep("A part was received already: it cannot be withdrawn.")
    why = said(why)
    return replace(
        transfer, state=WITHDRAWN, withdrawn_why=why, withdrawn_by=by, link=None, offer=None
    )
