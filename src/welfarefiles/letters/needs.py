"""Letters that wait, for whoever sends them and does nothing else in files: on the first page."""

from .. import _
from ..files.attention import Attention
from ..files.attention import WAITED_FOR
from ..interfaces import INeeds
from ..interfaces import IWelfareFilesLayer
from .sending_views import LettersItem
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


ONE = _("One letter to send")
SEVERAL = _("${number} letters to send")


@implementer(INeeds)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class LettersNeeds:
    """One line for all of them; leads have each among what is due."""

    def __init__(self, portal, request):
        self.item = LettersItem(portal, request)

    def lines(self):
        number = self.item.count
        if number:
            text = _(ONE if number == 1 else SEVERAL, mapping={"number": number})
            yield Attention(_("Letters"), "warn", text, self.item.url, _("Send"), rank=WAITED_FOR)
