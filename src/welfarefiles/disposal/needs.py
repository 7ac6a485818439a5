"""Batches of disposal that wait for somebody's step, for the first page."""

from .. import _
from ..files.attention import Attention
from ..files.attention import WAITED_FOR
from ..files.navigation import schools
from ..interfaces import INeeds
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from ..transfer.knowing import me
from . import batch as steps
from .acting import known_batches
from .views import AUTHORISE
from .views import PREPARE
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


SAID = {
    steps.REVIEW: (_("A batch for disposal is to be reviewed file by file"), _("Review")),
    steps.AGREE: (
        _("A batch for disposal waits for an authoriser who did not prepare it"),
        _("Open"),
    ),
    steps.CARRY_OUT: (_("A batch for disposal is authorised, not carried out yet"), _("Open")),
}


@implementer(INeeds)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class BatchNeeds:
    """A line for each batch whose next step is the person's."""

    def __init__(self, portal, request):
        self.schools = schools(portal)

    def lines(self):
        for school in self.schools:
            prepares, authorises = may(PREPARE, school), may(AUTHORISE, school)
            for batch in known_batches(school) if prepares or authorises else ():
                step = steps.next_step(batch, me(), prepares, authorises)
                if step:
                    text, action = SAID[step]
                    url = f"{school.absolute_url()}/@@disposal-batch?id={batch.id}"
                    yield Attention(_("Disposal"), "warn", text, url, action, rank=WAITED_FOR)
