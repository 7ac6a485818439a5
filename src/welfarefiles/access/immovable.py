"""Our content stays where it is and is never copied: a copy would be out of everybody's sight.

The mixin refuses what Zope's copy support asks about beforehand; the subscribers refuse a copy
or move that never asked (an ancestor moved, code that calls the machinery itself).
"""

from OFS.CopySupport import CopyError
from plone.dexterity.content import FTIAwareSpecification


REASON = "Schools, files and records cannot be copied, moved or renamed."


class ImmovableError(CopyError):
    """Our content was to be copied, moved or renamed."""


class Immovable:
    """Mixin for content classes, before the Dexterity class."""

    # A mixin without it would hide Dexterity's, and with it the schema of the type.
    __providedBy__ = FTIAwareSpecification()

    def cb_isCopyable(self):
        return 0

    def cb_isMoveable(self):
        return 0

    def _notifyOfCopyTo(self, container, op=0):
        raise ImmovableError(REASON)

    def _verifyObjectPaste(self, object, validate_src=1):
        """Nothing is pasted into our containers either."""
        raise ImmovableError(REASON)


def refuse_move(content, event):
    """Subscriber of `IObjectWillBeMovedEvent`: adding has no old parent, removing no new one."""
    if event.oldParent is not None and event.newParent is not None:
        raise ImmovableError(REASON)


def refuse_copy(content, event):
    """Subscriber of `IObjectCopiedEvent` and `IObjectClonedEvent`, for any ancestor too."""
    raise ImmovableError(REASON)
