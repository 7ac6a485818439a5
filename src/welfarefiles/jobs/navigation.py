"""The link of the header bar to one's jobs: only for people who have any, or look after them."""

from .. import _
from ..access.wall import account_id
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from ..unchanged import while_unchanged
from . import reading
from .views import manages
from functools import cached_property
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class JobsItem:
    """The jobs of the signed-in person, with how many are not done yet."""

    order = 90
    title = _("Jobs")

    def __init__(self, portal, request):
        self.portal = portal
        self.url = f"{portal.absolute_url()}/@@jobs"
        here = request.get("ACTUAL_URL", "").replace("/@@", "/")
        base = portal.absolute_url()
        self.current = here.startswith((f"{base}/job", f"{base}/manage-jobs"))

    @cached_property
    def numbers(self):
        """(all, open) jobs of the person."""
        return reading.count_own(account_id())

    @property
    def count(self):
        return self.numbers[1]

    def available(self):
        if self.numbers[0]:
            return True
        return while_unchanged(("manages jobs", account_id()), lambda: manages(self.portal))
