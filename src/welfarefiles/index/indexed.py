"""Mixin for content that the index lists instead of portal_catalog."""

from .pending import forget
from .pending import touch
from Acquisition import aq_base


class Indexed:
    """Put before the Dexterity class: what asks for the catalogue writes the index instead."""

    revision = ""

    def indexObject(self):
        """Added, or moved to here."""
        touch(self)

    def reindexObject(self, idxs=(), update_metadata=1, uid=None):
        """Changed. Without `idxs` the modification date is set, as CMF does."""
        if not idxs and hasattr(aq_base(self), "notifyModified"):
            self.notifyModified()
        touch(self)

    def unindexObject(self):
        """About to go."""
        forget(self)

    def reindexObjectSecurity(self, skip_self=False):
        """Rights are applied when asking; only the state is stored, in the object's own row."""
        if not skip_self:
            touch(self)
