"""The way to the transfers of a school, with how many wait for somebody."""

from .. import _
from ..files.navigation import schools
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from .acting import VIEW
from .clocks import clocks
from .knowing import known_transfers
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class TransfersItem:
    """Of the first school with a transfer the person may know of; counts the late ones."""

    order = 35
    title = _("Transfers")

    def __init__(self, portal, request):
        found = ((school, known_transfers(school)) for school in schools(portal)
                 if may(VIEW, school))  # fmt: skip
        self.found = [(school, known) for school, known in found if known]

    @property
    def url(self):
        return f"{self.found[0][0].absolute_url()}/@@transfers" if self.found else ""

    @property
    def count(self):
        return sum(
            any(clock.late for clock in clocks(school, one))
            for school, known in self.found
            for one in known
            if one.under_way
        )

    def available(self):
        return bool(self.found)
