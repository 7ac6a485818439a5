"""The link of the header bar that leads to the ledger of a school."""

from .. import _
from ..files.navigation import schools
from ..files.tabs import PermittedTab
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from ..permissions import VIEW_LEDGER
from functools import cached_property
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


PAGES = ("history", "unusual-access")


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class HistoryItem:
    """Who saw and did what: of the one school, or of the first of several."""

    steady = True
    order = 60
    title = _("History")
    count = 0

    def __init__(self, portal, request):
        self.portal = portal

    @property
    def pages(self):
        """These pages of every school; a file's history is in the register."""
        return [f"{school.absolute_url()}/@@{name}" for school in self.schools for name in PAGES]

    @cached_property
    def schools(self):
        """Those whose ledger the person may read."""
        return [school for school in schools(self.portal) if may(VIEW_LEDGER, school)]

    @property
    def url(self):
        return f"{self.schools[0].absolute_url()}/@@history"

    def available(self):
        return bool(self.schools)


class HistoryTab(PermittedTab):
    """The tab of a file for those who may read what the ledger says of it."""

    order = 90
    title = _("History")
    permission = VIEW_LEDGER
