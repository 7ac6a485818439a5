"""The link of the header bar to retention, for those who look after it."""

from .. import _
from ..files.navigation import schools
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from .tabs import pages
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class RetentionItem:
    """The first page about retention that the person may open, of the first school that has one."""

    order = 40
    title = _("Retention")
    count = 0

    def __init__(self, portal, request):
        found = ((school, pages(school)) for school in schools(portal))
        self.urls = [f"{school.absolute_url()}/@@{may[0][0]}" for school, may in found if may]

    @property
    def url(self):
        return self.urls[0]

    def available(self):
        return bool(self.urls)
