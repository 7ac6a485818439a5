"""Services whose address goes on after their own name."""

from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class OneName:
    """A service, or page, whose address goes on with one name at most, kept in `id`."""

    id = None

    def publishTraverse(self, request, name):
        if self.id is not None:
            raise NotFound()
        self.id = name
        return self


@implementer(IPublishTraverse)
class Names:
    """One whose address goes on with any number of names, kept in `names`."""

    names = ()

    def publishTraverse(self, request, name):
        self.names = (*self.names, name)
        return self
