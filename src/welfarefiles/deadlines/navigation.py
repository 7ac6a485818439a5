"""Ways to the pages of deadlines."""

from .. import _
from ..files.navigation import schools
from ..interfaces import IFileTab
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFileBase
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from .marking import standing_markers
from .views import MANAGE_CALENDAR
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class DeadlinesItem:
    """Deadlines of the first school whose calendar the person keeps."""

    steady = True
    order = 30
    title = _("Deadlines")
    count = 0

    def __init__(self, portal, request):
        self.schools = [school for school in schools(portal) if may(MANAGE_CALENDAR, school)]

    @property
    def url(self):
        return f"{self.schools[0].absolute_url()}/@@deadlines" if self.schools else ""

    def available(self):
        return bool(self.schools)


@implementer(IFileTab)
@adapter(IWelfareFileBase, IWelfareFilesLayer)
class MarkersTab:
    """The tab of the markers, with how many stand, for everybody who sees the file."""

    order = 12
    title = _("Markers")

    def __init__(self, file, request):
        self.count = len(standing_markers(file))

    def available(self):
        return True


@implementer(IFileTab)
@adapter(IWelfareFileBase, IWelfareFilesLayer)
class DeadlinesTab:
    """The tab of a file for everybody who sees the file."""

    order = 10
    title = _("Deadlines")
    count = None

    def __init__(self, file, request):
        pass

    def available(self):
        return True
