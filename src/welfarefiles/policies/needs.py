"""Policies the person has still to read, for the first page."""

from .. import _
from ..files.attention import Attention
from ..files.attention import LAST
from ..interfaces import INeeds
from ..interfaces import IWelfareFilesLayer
from .navigation import PoliciesItem
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


ONE = _("One policy to read and acknowledge")
SEVERAL = _("${number} policies to read and acknowledge")


@implementer(INeeds)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class PoliciesNeeds:
    """One line for all of them."""

    def __init__(self, portal, request):
        self.item = PoliciesItem(portal, request)

    def lines(self):
        number = self.item.count
        if number:
            text = _(ONE if number == 1 else SEVERAL, mapping={"number": number})
            yield Attention(_("Policy"), "info", text, self.item.url, _("Read"), rank=LAST)
