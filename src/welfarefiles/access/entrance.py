"""A school is entered by the path of a request alone, where the filter sees it.

Zope lets a form field (``…:method``) lengthen the path after the filter has read it; what is
answered then would tell what is hidden from what is absent.
"""

from zExceptions import NotFound


class Entrance:
    """Mixin of the school's class, behind one that passes Dexterity's ``__providedBy__`` on."""

    def __before_publishing_traverse__(self, obj, request=None):
        """Called by the publisher on its way through the school."""
        path = request.environ.get("PATH_INFO", "") if request is not None else ""
        if self.getId() not in path.split("/"):
            raise NotFound()
        super().__before_publishing_traverse__(obj, request)
