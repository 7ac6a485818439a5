"""The way to the transfers of a school, with how many are late."""

from .. import _
from ..calendars import london
from ..chasing.clocks import late
from ..files.navigation import schools
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from ..permissions import VIEW_TRANSFERS
from ..transfer.acting import RECEIPTS
from ..transfer.acting import SEND
from ..transfer.knowing import covers
from ..transfer.knowing import me
from ..transfer.store import transfers_of
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class TransfersItem:
    """For the office always; for others, whose header is full, while something is late.

    They come to a transfer by its file, too. On every page: only what is under way is looked at.
    """

    steady = True
    order = 35
    title = _("Transfers")

    def __init__(self, portal, request):
        now, found = london.now(), {}
        for school in schools(portal):
            if may(VIEW_TRANSFERS, school) and transfers_of(school):
                ids = {transfer.id: transfer for transfer, _clock in late(school, now)}
                found[school] = sum(covers(school, one, me()) for one in ids.values())
        self.found = {
            school: count for school, count in found.items() if count or is_office(school)
        }

    @property
    def url(self):
        return next((f"{school.absolute_url()}/@@transfers" for school in self.found), "")

    @property
    def count(self):
        return sum(self.found.values())

    def available(self):
        return bool(self.found)


def is_office(school):
    """Whether the person looks after receipts and no more."""
    return may(RECEIPTS, school) and not may(SEND, school)
