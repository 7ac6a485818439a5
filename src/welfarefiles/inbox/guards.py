"""Why a step on something raised may not be taken."""

from .. import _
from ..access.transition_rule import TransitionRule
from ..forms.content import CONCERN
from ..interfaces import IRaisedConcern
from zope.component import adapter


@adapter(IRaisedConcern)
class Handle(TransitionRule):
    """It can be taken up at any time, and again."""

    def reasons(self):
        return []


@adapter(IRaisedConcern)
class Act(TransitionRule):
    """A concern is acted on when its record stands in a file; a request when it was answered."""

    def reasons(self):
        concern = self.context
        if concern.kind == CONCERN and not concern.record_uid:
            return [_("Put it into a file first.")]
        return []


@adapter(IRaisedConcern)
class NeedNoFile(TransitionRule):
    """Why no file is needed is recorded (R073)."""

    def reasons(self):
        concern = self.context
        if concern.kind != CONCERN:
            return [_("This is a request to see a record.")]
        if concern.record_uid:
            return [_("It is in a file already.")]
        return [] if concern.no_file_reason else [_("Say why no file is needed.")]
