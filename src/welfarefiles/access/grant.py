"""A role on one file or record, given to one person; needs no Plone."""

from ..people.roles import GRANT_ROLES
from dataclasses import dataclass
from datetime import date
from datetime import datetime


class BadGrant(ValueError):
    """A grant or revocation that cannot be meant; its text is for whoever entered it."""


@dataclass(frozen=True)
class Grant:
    """A person's role on one file or record.

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
        raise BadGrant("Choose a person.")
    if grant.role not in GRANT_ROLES:
        raise BadGrant(f"“{grant.role}” is not a role on one file.")
    if not (grant.reason or "").strip():
        raise BadGrant("Say why this person needs to know.")
    for instant in (grant.starts, grant.ends):
        if instant is not None and instant.utcoffset() is None:
            raise BadGrant("A time needs its time zone.")
    if grant.ends is not None and grant.ends <= grant.starts:
        raise BadGrant("The end is before the start.")
