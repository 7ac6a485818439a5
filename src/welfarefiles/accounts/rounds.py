"""Sessions that ended by themselves are entered in the ledger; nobody is there when it happens."""

from .. import _
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Every
from ..ledger.writing import enter
from . import sessions

import transaction


class EndRested(PeriodicWork):
    """Every few minutes."""

    title = _("Enter the sessions that ended by themselves")
    when = Every(10)

    def needed(self, site):
        return bool(sessions.lapsed())

    def do(self, context, arguments, step):
        found = sessions.lapsed()
        for one in found:
            if one.stage == sessions.OPEN:
                last = one.seen.isoformat(timespec="seconds")
                enter("account.session-rested", about=one.user_id, person=one.user_id, last=last)
        # Ended once that is entered: a round that fails enters them the next time.
        transaction.get().addAfterCommitHook(_end, ([one.id for one in found],))
        return len(found)


def _end(success, ids):
    if success:
        sessions.end_lapsed(ids)
