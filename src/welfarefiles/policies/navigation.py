"""The way to the policies, with the number of those one has still to read."""

from .. import _
from ..files.navigation import schools
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from ..permissions import READ_POLICIES
from .register import policies
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class PoliciesItem:
    """Of the first school where the person has something to read, else of the first."""

    steady = True
    order = 60
    title = _("Policies")

    def __init__(self, portal, request):
        user_id = api.user.get_current().getId()
        may = (one for one in schools(portal) if api.user.has_permission(READ_POLICIES, obj=one))
        found = [(len(policies(one).to_read(user_id)), one) for one in may]
        self.schools = [one for _number, one in sorted(found, key=lambda pair: not pair[0])]
        self.count = sum(number for number, _school in found)

    @property
    def url(self):
        return f"{self.schools[0].absolute_url()}/@@policies"

    def available(self):
        return bool(self.schools)
