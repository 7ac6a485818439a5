"""Base of the rules that say why a transition may not happen (see `access.guards`)."""

from .interfaces import ITransitionRule
from zope.interface import implementer


@implementer(ITransitionRule)
class TransitionRule:
    """A named adapter of the object. Subclasses answer `reasons`, a list of sentences.

    `needs_comment`: whether the person must say why; `access.comments` refuses a step without,
    by whatever route.
    """

    needs_comment = False

    def __init__(self, context):
        self.context = context

    def reasons(self):
        raise NotImplementedError
