"""What the rules of access hold for."""

from zope.interface import Interface
from zope.publisher.interfaces.browser import IBrowserRequest


class IScopedRequest(IBrowserRequest):
    """A request under a school that came through our filter (``access.filter``)."""


class ITransitionRule(Interface):
    """Named adapter of an object: the rule of the workflow transition of that name."""

    def reasons():
        """Sentences that say why the transition may not happen now; empty when it may."""


class IStepTaken(Interface):
    """What a concern does as a step of the workflow is taken: a subscription adapter of the object.

    It is done before the step is entered in the ledger.
    """

    def take(transition, comment):
        """Do it, and return plain values for the ledger's entry of the step, or `{}`."""
