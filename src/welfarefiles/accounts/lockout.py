"""How long an account, or an address, waits after wrong tries. Needs no Plone and no store."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta


ALLOWED = 10
#: A school's computers reach the server from one address: one person's tries must not shut all out.
ALLOWED_FROM_ADDRESS = 50
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(minutes=60)
#: After so long without a wrong try the count begins anew.
FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Tries:
    """Wrong tries so far: how many, when the last was, until when none is looked at (aware)."""

    tries: int
    last: datetime
    locked_until: datetime

    def wait(self, now):
        """How much longer no try is looked at; zero when it is not locked."""
        return max(self.locked_until - now, timedelta(0))


def one_more(before, now, allowed=ALLOWED):
    """`Tries` after one more wrong try. `before` is None for the first.

    From the `allowed`th on each one locks: for 1, 2, 4 … minutes, at most an hour.
    """
    if before is None or now - before.last >= FORGOTTEN_AFTER:
        before = Tries(0, now, now)
    tries = before.tries + 1
    after = replace(before, tries=tries, last=now)
    return replace(after, locked_until=now + delay(tries, allowed)) if tries >= allowed else after


def delay(tries, allowed=ALLOWED):
    """How long the account is locked after so many wrong tries (at least `allowed`)."""
    doublings = min(tries - allowed, 10)
    return min(FIRST_DELAY * 2**doublings, LONGEST_DELAY)
