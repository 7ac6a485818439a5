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
