"""Why a file may not be closed, transferred or reopened: the one gate out of `open` (R154-R161)."""

from .. import _
from ..access.transition_rule import TransitionRule
from ..authorisation.guards import Submit
from ..interfaces import IWelfareFileBase
from ..records.events import file_of
from ..records.interfaces import IClosingSummary
from .gate import current_summary
from .gate import missing_now
from zope.component import adapter


class Gate(TransitionRule):
    """Everything the checklist asks holds, and a manager has authorised the summary (R160)."""

    purpose = "closure"

    def reasons(self):
        summary = current_summary(self.context, self.purpose)
        if summary is None:
            return [self.no_summary]
        return missing_now(self.context, summary, "close")


@adapter(IWelfareFileBase)
class Close(Gate):
    no_summary = _("There is no closing summary.")


@adapter(IWelfareFileBase)
class Transfer(Gate):
    """Transfer passes the same gate, with a summary of transfer (R151, R161)."""

    purpose = "transfer"
    no_summary = _("There is no summary of transfer.")


@adapter(IWelfareFileBase)
class Reopen(TransitionRule):
    """Reopening says why; the next closure starts with a summary of its own."""

    needs_comment = True

    def reasons(self):
        return []


@adapter(IWelfareFileBase)
class Recall(Reopen):
    """A transferred file comes back the same way."""


@adapter(IClosingSummary)
class SubmitSummary(Submit):
    """The summary goes to the manager together with the finished checklist (R157)."""

    def reasons(self):
        return super().reasons() + missing_now(file_of(self.context), self.context, "submit")
