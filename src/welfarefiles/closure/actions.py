"""What can happen on the way to a closed file, and back."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("closure.lines-changed", _("School's closing checklist changed"), severity="notable"),
    Action("closure.filed", _("Finished closing checklist filed")),
    Action("closure.answered", _("Closing checklist answered")),
    Action("step.close", _("File closed"), severity="notable"),
    Action("step.transfer", _("File transferred"), severity="notable"),
    Action("step.reopen", _("File reopened"), severity="notable"),
    Action("step.recall", _("Transferred file recalled"), severity="notable"),
)
