"""Why a file may not be transferred yet: the checklist, the summary, and the transfer itself."""

from ..closure import guards
from ..interfaces import IWelfareFileBase
from ..people.team import school_of
from . import gate
from .knowing import transfer_of
from zope.component import adapter


@adapter(IWelfareFileBase)
class Transfer(guards.Transfer):
    """The one gate from `open` to `transferred`, by whichever way (R146-R151, R160, R161)."""

    def reasons(self):
        file = self.context
        return [
            *super().reasons(),
            *gate.reasons(transfer_of(file, school_of(file)), file.portal_type),
        ]
