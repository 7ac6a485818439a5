"""A role on one file or record, given to one person; needs no Plone."""

from ..people.roles import GRANT_ROLES
from dataclasses import dataclass
from datetime import date
from datetime import datetime


#: How somebody came to a grant: others gave it, they took it themselves in an emergency, or it is
#: one record lent in a digital envelope (``envelopes``).
GIVEN, EMERGENCY, ENVELOPE = "given", "emergency", "envelope"


class BadGrant(ValueError):
    """A grant or revocation that cannot be meant; its text is for whoever entered it.

    `field`: what it is about (a parameter of `Grants.give`), or None.
    """

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Review:
    """Somebody looked at a grant again and kept it.

    :param at: aware instant.
    :param next_on: the day on which it comes up again.
    """

    by: str
    at: datetime
    because: str
    next_on: date


@dataclass(frozen=True)
class Grant:
    """A person's role on one file or record.

    :param user_id: a person's, or the id of a named team of the file's school.
    :param starts: aware instant from which it holds.
    :param ends: aware instant at which it stops, None for until revoked.
    :param review_on: the day on which somebody must look at it again.
    """

    id: str
    user_id: str
    role: str
    reason: str
    granted_by: str
    starts: datetime
    ends: datetime | None
    review_on: date
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    revoke_reason: str | None = None
    how: str = GIVEN
    reviews: tuple = ()

    @property
    def is_emergency(self):
        """Whether its holder took it without being given it."""
        return self.how == EMERGENCY

    def is_over(self, now):
        """Whether it will never hold again."""
        return self.revoked_at is not None or (self.ends is not None and self.ends <= now)

    def in_force(self, now):
        """Whether the grant holds at the aware instant ``now``.

        A revoked grant holds never again, whatever the clock of the machine that asks.
        """
        if self.revoked_at is not None or now < self.starts:
            return False
        return self.ends is None or now < self.ends


def check(grant):
    """Raise `BadGrant` when the grant cannot be meant."""
    if not grant.user_id or not isinstance(grant.user_id, str):
        raise BadGrant("Choose a person.", "user_id")
    if grant.role not in GRANT_ROLES:
        raise BadGrant(f"“{grant.role}” is not a role on one file.", "role")
    if not (grant.reason or "").strip():
        raise BadGrant("Say why this person needs to know.", "reason")
    for instant in (grant.starts, grant.ends):
        if instant is not None and instant.utcoffset() is None:
            raise BadGrant("A time needs its time zone.", "starts")
    if grant.ends is not None and grant.ends <= grant.starts:
        raise BadGrant("The end is before the start.", "ends")
