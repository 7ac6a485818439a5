"""Ways to the pages of retention, for those who look after it."""

from .. import _
from ..files.navigation import schools
from ..files.tabs import PermittedTab
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from .tabs import pages
from .views import EDIT_RETENTION
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class RetentionItem:
    """The first page about retention that the person may open, of the first school that has one."""

    steady = True
    order = 40
    title = _("Retention")
    count = 0

    def __init__(self, portal, request):
        found = ((school, pages(school)) for school in schools(portal))
        self.urls = [f"{school.absolute_url()}/@@{may[0][0]}" for school, may in found if may]

    @property
    def url(self):
        return self.urls[0] if self.urls else ""

    def available(self):
        return bool(self.urls)


class RetentionTab(PermittedTab):
    """The tab of a file, for those who look after how long it is kept."""

    order = 60
    title = _("Retention")
    permission = EDIT_RETENTION
