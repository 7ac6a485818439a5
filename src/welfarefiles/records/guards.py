"""Why a record may not be signed or struck through."""

from .. import _
from ..access.transition_rule import TransitionRule
from ..interfaces import IRecord
from .complete import unfit
from .complete import unsettled
from .interfaces import ISignedRecord
from plone import api
from zope.component import adapter


@adapter(ISignedRecord)
class Sign(TransitionRule):
    """Its author signs a complete record (R025)."""

    def reasons(self):
        reasons = unfit(self.context) + unsettled(self.context)
        if api.user.get_current().getId() != self.context.author:
            reasons.append(_("Only its author can sign a record."))
        return reasons


@adapter(IRecord)
class Strike(TransitionRule):
    """A signed or authorised record is struck through with a reason; both stay readable."""

    needs_comment = True

    def reasons(self):
        return []
