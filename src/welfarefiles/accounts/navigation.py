"""The way to the pages for those who look after the site."""

from .. import _
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class AccountsItem:
    """Locks, lost second factors, the school's own sign-in."""

    steady = True
    order = 90
    title = _("Accounts")
    count = 0

    def __init__(self, portal, request):
        self.portal = portal
        self.url = f"{portal.absolute_url()}/@@welfare-accounts"

    def available(self):
        return api.user.has_permission("welfarefiles: Manage accounts", obj=self.portal)
