"""What a digital envelope is and where it has got to; needs no Plone.

One record is lent to one person for a purpose until a day, as a paper report is circulated in a
sealed envelope, read and returned (R040). It is a grant on that record that was given as an
envelope: who may see what, until when, is the rule of all grants, and there is no second one.
"""

from ..access.grant import ENVELOPE
from dataclasses import dataclass
from datetime import datetime


SENT, READ, RETURNED, WITHDRAWN, OVERDUE = "sent", "read", "returned", "withdrawn", "overdue"


@dataclass(frozen=True)
class Envelope:
    """A grant seen as an envelope.

    :param read_at: when its recipient first opened the record, None until then (aware).
    """

    grant: object
    read_at: datetime | None = None

    @property
    def id(self):
        return self.grant.id

    @property
    def recipient(self):
        return self.grant.user_id

    @property
    def sender(self):
        return self.grant.granted_by

    @property
    def purpose(self):
        return self.grant.reason

    @property
    def sent_at(self):
        return self.grant.starts

    @property
    def due_back(self):
        """The instant at which access ends and the envelope has to be back."""
        return self.grant.ends

    @property
    def is_closed(self):
        """Whether it came back or was taken back."""
        return self.grant.revoked_at is not None

    def state(self, now):
        """One of `SENT`, `READ`, `RETURNED`, `WITHDRAWN`, `OVERDUE`.

        Access ends by the clock; an envelope that did not come back by then is overdue until its
        recipient says that they kept nothing.
        """
        if self.is_closed:
            return RETURNED if self.grant.revoked_by == self.recipient else WITHDRAWN
        if self.due_back <= now:
            return OVERDUE
        return READ if self.read_at else SENT


def is_envelope(grant):
    """Whether a grant was given as an envelope."""
    return grant.how == ENVELOPE
