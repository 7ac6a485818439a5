"""What is due about a transfer, in the index: to send it, then to hear of it (d1)."""

from .. import _
from ..calendars.london import LONDON
from ..index.interfaces import IFurtherDues
from ..index.rows import DueRow
from ..interfaces import IWelfareFileBase
from ..people.stored import uid_of
from ..people.team import school_of
from ..transfer.store import transfers_of
from .clocks import clocks
from .clocks import HEAR_BY
from datetime import datetime
from datetime import time
from zope.component import adapter
from zope.interface import implementer


#: Sentence of a due row -> what it says, what to do, no label of its own (`files.attention`).
SEND = (_("The transfer is to be sent"), _("Open"), None)
HEAR = (_("The receipt of the transfer is expected"), _("Open"), None)


def place(due):
    """Where the transfer of a file is dealt with (`IDuePlace`)."""
    return f"@@transfer-of?file={due.file_uid}"


@implementer(IFurtherDues)
@adapter(IWelfareFileBase)
class TransferDues:
    """Of the transfer under way that a file is in."""

    def __init__(self, file):
        self.file = file

    def due_rows(self):
        school, uid = school_of(self.file), uid_of(self.file)
        if school is None:
            return
        for transfer in transfers_of(school).under_way():
            for clock in clocks(school, transfer) if transfer.part_of(uid) else ():
                if clock.open:
                    hears = clock.what == HEAR_BY
                    yield DueRow(
                        what=f"transfer-{clock.what}",
                        due_at=datetime.combine(clock.due.day, time(), LONDON),
                        sentence="due_transfer_receipt" if hears else "due_transfer",
                        calendar="school" if clock.counts_school_days else "",
                        responsible=transfer.answers.chaser if hears else transfer.by,
                    )
