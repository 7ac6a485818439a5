"""What other concerns may listen to."""

from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IMarkersChanged(IObjectEvent):
    """A marker of a file was set or ended."""


@implementer(IMarkersChanged)
class MarkersChanged(ObjectEvent):
    """See `IMarkersChanged`; `object` is the file."""
