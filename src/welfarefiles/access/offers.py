"""Which steps a person is offered on an object, and why some cannot be taken yet."""

from .guards import open_to
from .guards import reasons
from .interfaces import ITransitionRule
from dataclasses import dataclass
from zope.component import queryAdapter


MAIN = ("sign", "submit", "authorise")


@dataclass(frozen=True)
class Offer:
    """A transition the person has the permission for. `reasons` is empty when it may go ahead."""

    id: str
    title: str
    reasons: list
    needs_comment: bool

    @property
    def is_main(self):
        """Whether it is what a record waits for: its page has no other main button."""
        return self.id in MAIN


def offers(obj):
    """Transitions out of the object's state that the person has the right to, as `Offer`s."""
    return [offer(obj, transition) for transition in open_to(obj)]


def offer(obj, transition):
    """One transition as an `Offer`."""
    rule = queryAdapter(obj, ITransitionRule, name=transition.id)
    needs_comment = bool(getattr(rule, "needs_comment", False))
    return Offer(transition.id, transition.title, reasons(obj, transition.id), needs_comment)
