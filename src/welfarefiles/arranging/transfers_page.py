"""The transfers of a school: what is under way, and what is over."""

from .. import _
from ..calendars import london
from ..chasing.clocks import clocks
from ..people.names import fullname
from ..permissions import may
from ..transfer.acting import RECEIPTS
from ..transfer.acting import SEND
from ..transfer.knowing import known_transfers
from ..transfer.words import url_of
from .showing import state_of
from functools import cached_property
from Products.Five.browser import BrowserView


class TransfersPage(BrowserView):
    """``@@transfers`` of a school: all the person may know of, what is under way first."""

    page_title = _("Transfers")

    @cached_property
    def all(self):
        return known_transfers(self.context)

    def lists(self):
        """(title, transfers)."""
        yield _("Under way"), [self.shown(one) for one in self.all if one.under_way]
        yield _("Over"), [self.shown(one) for one in self.all if not one.under_way]

    def shown(self, transfer):
        tag, word = state_of(self.context, transfer)
        return {
            "url": url_of(self.context, transfer),
            "references": ", ".join(part.reference for part in transfer.parts),
            "to": transfer.answers.school,
            "tag": tag,
            "word": word,
            "since": london.format_short_date(london.london_date(transfer.at)),
            "clock": next((one for one in clocks(self.context, transfer) if one.open), None),
            "chaser": fullname(transfer.answers.chaser),
        }

    @property
    def may_take_in(self):
        return may(RECEIPTS, self.context)

    @property
    def may_set(self):
        return may(SEND, self.context)
