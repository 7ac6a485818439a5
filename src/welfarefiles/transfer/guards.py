"""Why a file may not be transferred yet: the checklist, the summary, and the transfer itself."""

from ..closure import guards
from ..interfaces import IWelfareFileBase
from ..people.team import school_of
from . import gate
from .knowing import transfer_of
from .naming import readable
from zope.component import adapter


@adapter(IWelfareFileBase)
class Transfer(guards.Transfer):
    """The one gate from `open` to `transferred`, by whichever way (R146-R151, R160, R161)."""

    def reasons(self):
        file, school = self.context, school_of(self.context)
        transfer = transfer_of(file, school)
        named = readable(school, transfer).values() if transfer is not None else ()
        return [*super().reasons(), *gate.reasons(transfer, file.portal_type, named)]
