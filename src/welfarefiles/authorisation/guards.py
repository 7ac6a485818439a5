"""Why a record may not be submitted, authorised or returned (R104, R105, R154, R157)."""

from .. import _
from ..access.transition_rule import TransitionRule
from ..records.complete import unfit
from ..records.complete import unsettled
from ..records.interfaces import IAuthorisedRecord
from .rule import hands_of
from plone import api
from zope.component import adapter


@adapter(IAuthorisedRecord)
class Submit(TransitionRule):
    """Its author submits a complete record."""

    def reasons(self):
        reasons = unfit(self.context) + unsettled(self.context)
        if api.user.get_current().getId() != self.context.author:
            reasons.append(_("Only its author can submit a record."))
        return reasons


@adapter(IAuthorisedRecord)
class Authorise(TransitionRule):
    """Somebody who had no hand in it authorises; by every route."""

    def reasons(self):
        if api.user.get_current().getId() in hands_of(self.context):
            return [_("You had a hand in this; somebody else must authorise it.")]
        return []


@adapter(IAuthorisedRecord)
class Return(Authorise):
    """The authoriser sends it back, saying why."""

    needs_comment = True
