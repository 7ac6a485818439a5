"""The way to the inbox, for leads, with the number of what is new."""

from .. import _
from ..forms.navigation import open_to
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from .handling import HANDLE_CONCERN
from .reading import new_count
from functools import cached_property
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class InboxItem:
    """What was raised in all schools of the person."""

    steady = True
    order = 8
    title = _("Inbox")

    def __init__(self, portal, request):
        self.folders = open_to(portal, HANDLE_CONCERN)

    @property
    def url(self):
        return f"{self.folders[0].absolute_url()}/@@inbox"

    @cached_property
    def count(self):
        return new_count()

    def available(self):
        return bool(self.folders)
