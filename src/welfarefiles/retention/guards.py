"""Why a file may not pass into retention."""

from .. import _
from ..access.transition_rule import TransitionRule
from ..interfaces import IWelfareFileBase
from zope.component import adapter


@adapter(IWelfareFileBase)
class Retain(TransitionRule):
    """A closed or transferred file is retained; its day of closure must be known (R182)."""

    def reasons(self):
        if self.context.closed_on is None:
            return [_("The day of closure is not known.")]
        return []
