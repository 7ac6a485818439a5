"""Every step of a workflow is entered here, whether by page, REST or script."""

from ..ledger.actions import known_actions
from ..ledger.writing import enter


OTHER = "step.taken"


def enter_step(obj, event):
    """Subscriber of `IAfterTransitionEvent`: enter the step with the reason that was given.

    A concern names its steps by actions ``step.<transition>``; another's are entered as moved on.
    """
    if event.transition is None:
        return
    step = event.transition.id
    action = f"step.{step.replace('_', '-')}"
    comment = ((event.kwargs or {}).get("comment") or "").strip()
    known = action in known_actions()
    enter(action if known else OTHER, obj, reason=comment, step="" if known else step)
