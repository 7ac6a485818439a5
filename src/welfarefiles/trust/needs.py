"""What other schools of the site offer, for the first page of those it waits for."""

from .. import _
from ..files.attention import Attention
from ..files.attention import WAITED_FOR
from ..files.navigation import schools
from ..interfaces import INeeds
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from .answering import ANSWER
from .offered import offered
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


ONE = _("A file is offered to ${school} by ${senders}")
SEVERAL = _("${number} files are offered to ${school} by ${senders}")


@implementer(INeeds)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class OffersNeeds:
    """One line for each school where something waits: how much, and from whom."""

    def __init__(self, portal, request):
        self.schools = [one for one in schools(portal) if may(ANSWER, one)]

    def lines(self):
        for school in self.schools:
            found = offered(school)
            if found:
                senders = ", ".join(sorted({one.sender.title for one in found}))
                words = {"school": school.title, "senders": senders, "number": len(found)}
                text = _(ONE if len(found) == 1 else SEVERAL, mapping=words)
                url = f"{school.absolute_url()}/@@offers"
                yield Attention(_("Offered"), "warn", text, url, _("Answer"), rank=WAITED_FOR)
