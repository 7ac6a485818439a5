"""What other concerns may hear of transfers."""

from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IFileReceived(IObjectEvent):
    """Another school confirmed that it has the file (`object`): `transferred_on` says when."""


@implementer(IFileReceived)
class FileReceived(ObjectEvent):
    """See `IFileReceived`."""
