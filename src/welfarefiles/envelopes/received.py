"""What was given to somebody record by record: lent in an envelope, or shared for longer."""

from ..access.barriers import barriers
from ..access.who import who_asks
from ..lookup import query
from ..records.events import file_of
from ..records.heading import heading_of
from .envelope import OVERDUE
from .sending import envelope_of
from dataclasses import dataclass
from plone import api


@dataclass(frozen=True)
class Received:
    """A record somebody was given by itself. `envelope` is None where it is not lent but shared.

    `opens`: whether they can read it now; if not, all they are told is the reference.
    """

    record: object
    envelope: object
    opens: bool
    reference: str

    @property
    def heading(self):
        return heading_of(self.record) if self.opens else ""


def received(who=None):
    """All `Received` of whoever asks: what they can read, and what they have still to give back."""
    who = who or who_asks()
    portal, found, seen = api.portal.get(), [], set()
    all_given = query.given_to(who.user_id)
    readable = {given.grant_id for given in query.shared_with(who)} if all_given else ()
    for given in all_given:
        record = portal.unrestrictedTraverse(given.record.path, None)
        if record is None:
            continue
        envelope = envelope_of(record, given.grant_id)
        opens = given.grant_id in readable and api.user.has_permission("View", obj=record)
        owed = envelope is not None and envelope.state(who.now) == OVERDUE
        owed = owed and not barriers(file_of(record)).bars(who.user_id)
        if (opens and (envelope or given.record.uid not in seen)) or owed:
            seen.add(given.record.uid)
            found.append(Received(record, envelope, opens, file_of(record).reference))
    return found


def received_one(id, who=None):
    """The `Received` of this envelope, or None."""
    return next((one for one in received(who) if one.envelope and one.envelope.id == id), None)
