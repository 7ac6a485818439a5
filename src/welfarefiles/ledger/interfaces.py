"""What other concerns tell the ledger: their actions, and what an object is to it."""

from zope.interface import Attribute
from zope.interface import Interface


class ILedgerActions(Interface):
    """The actions of one concern: a utility, named after the concern; see `actions.Actions`."""

    actions = Attribute("tuple of `Action`")


class ILedgerSubject(Interface):
    """What an object is to the ledger: an adapter that gives a `subject.Subject`."""

    def __call__():
        """The `Subject`."""


class ILedgerStanding(Interface):
    """By what right somebody acts, where it is not an ordinary one: a utility of one concern."""

    def __call__(person, context):
        """ "emergency", "cover" or "": for a user id and the object an entry is about, or None."""
