"""Every step of a workflow is entered here, whether by page, REST or script."""

from ..ledger.actions import find_action
from ..ledger.actions import UnknownAction
from ..ledger.writing import enter
from .interfaces import IStepTaken
from zope.component import subscribers


OTHER = "step.taken"


def enter_step(obj, event):
    """Subscriber of `IAfterTransitionEvent`: enter the step with the reason that was given.

    A concern names its steps by actions ``step.<transition>``; another's are entered as moved on.
    """
    if event.transition is None:
        return
    comment = ((event.kwargs or {}).get("comment") or "").strip()
    transition, detail = event.transition.id, {}
    for taken in subscribers((obj,), IStepTaken):
        detail |= taken.take(transition, comment)
    enter(action_of(transition), obj, reason=comment, **detail)


def action_of(transition):
    """Id of the action a transition is."""
    action = f"step.{transition.replace('_', '-')}"
    try:
        return find_action(action).id
    except UnknownAction:
        return OTHER
