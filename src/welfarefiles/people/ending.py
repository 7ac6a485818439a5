"""Who may end whose role; needs no Plone.

An auditor is there to look at what leads do, and a lead keeps other leads honest. So no lead ends
such a role alone: an authoriser does, or two leads together, the second within a week of the first.
"""

from .roles import AUDITOR
from .roles import AUTHORISER
from .roles import WELFARE_LEAD
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta


#: Roles that watch over others, or that others depend on.
GUARDED = frozenset({AUDITOR, AUTHORISER, WELFARE_LEAD})
#: So long the first of two waits for the second.
WAITS = timedelta(days=7)


@dataclass(frozen=True)
class Proposal:
    """One person's wish that somebody's role end. `at`: aware instant."""

    user_id: str
    role: str
    by: str
    at: datetime

    def stands(self, now):
        """Whether a second person can still agree."""
        return now - self.at <= WAITS


def may_end_alone(role, own_roles):
    """Whether somebody with these roles in the school ends such a role without a second person."""
    return role not in GUARDED or AUTHORISER in own_roles


def is_agreed(proposals, user_id, role, by, now):
    """Whether somebody other than ``by``, and other than the person, proposed the same."""
    return any(
        (one.user_id, one.role) == (user_id, role) and one.by not in (by, user_id)
        for one in proposals
        if one.stands(now)
    )
