"""What the rules of access hold for."""

from zope.interface import Interface
from zope.publisher.interfaces.browser import IBrowserRequest


class IScopedRequest(IBrowserRequest):
    """A request under a school that came through our filter (``access.filter``)."""


class ITransitionRule(Interface):
    """Named adapter of an object: the rule of the workflow transition of that name."""

    def reasons():
        """Sentences that say why the transition may not happen now; empty when it may."""
