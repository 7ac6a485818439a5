"""The way to the form, for everybody of a school."""

from .. import _
from ..files.navigation import schools
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from .installing import folder_of
from .raising import RAISE_CONCERN
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class RaiseItem:
    """The form of the first school the person belongs to."""

    steady = True
    order = 5
    title = _("Raise a concern")
    count = 0

    def __init__(self, portal, request):
        self.folders = open_to(portal)

    @property
    def url(self):
        return f"{self.folders[0].absolute_url()}/@@raise"

    def available(self):
        return bool(self.folders)


def open_to(portal, permission=RAISE_CONCERN):
    """The folders of the schools in which the person may raise a concern, or what else is asked."""
    folders = (folder_of(school) for school in schools(portal))
    return [folder for folder in folders if folder is not None and may(permission, folder)]
