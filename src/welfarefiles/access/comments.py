"""A step that asks for a reason is not taken without one, by whatever route."""

from .. import _
from .guards import TransitionRefused
from .interfaces import ITransitionRule
from zope.component import queryAdapter


NO_COMMENT = _("Say why.")


def refuse_without_comment(obj, event):
    """Subscriber of `IBeforeTransitionEvent`: raise `TransitionRefused` when no reason is given."""
    if event.transition is None:
        return
    rule = queryAdapter(obj, ITransitionRule, name=event.transition.id)
    comment = (event.kwargs or {}).get("comment") or ""
    if getattr(rule, "needs_comment", False) and not comment.strip():
        raise TransitionRefused([NO_COMMENT])
