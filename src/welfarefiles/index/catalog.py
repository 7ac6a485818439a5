"""Keep files and records out of portal_catalog: they are listed from the index of this package."""

from ..interfaces import IPrivateContent
from Products.CMFCore.indexing import PortalCatalogProcessor


class PublicCatalogProcessor(PortalCatalogProcessor):
    """The stock processor of the indexing queue, without anything private.

    Whatever puts an object into the queue (a rebuild of the catalogue as well) ends here. Removing
    is let through: a row that is there by mistake may go.
    """

    def index(self, obj, attributes=None):
        if not IPrivateContent.providedBy(obj):
            super().index(obj, attributes)

    def reindex(self, obj, attributes=None, update_metadata=1):
        if not IPrivateContent.providedBy(obj):
            super().reindex(obj, attributes, update_metadata)
