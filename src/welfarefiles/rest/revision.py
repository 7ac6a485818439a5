"""Nobody overwrites what they have not read: each change names the state it was made from (R184).

Every answer about an object carries its `ETag`; every change of it sends that back as `If-Match`.
"""

from .. import _
from .refusing import JsonService
from Acquisition import aq_base


NOT_SAID = _(
    "Say which state you change: send the ETag of what you have read as If-Match. "
    "“*” changes whatever is there."
)
CHANGED = _("Somebody changed this meanwhile. Read it again, then send your change again.")


class ChangeService(JsonService):
    """A service that changes its context: 428 without `If-Match`, 412 when it has changed since."""

    def reply(self):
        expected = self.request.getHeader("If-Match")
        if not expected:
            return self._not_now(428, "PreconditionRequired", NOT_SAID)
        named = {tag.strip() for tag in expected.split(",")}
        if not named & {"*", etag(self.context)}:
            return self._not_now(412, "PreconditionFailed", CHANGED)
        return super().reply()

    def _not_now(self, status, kind, message):
        tell_revision(self.context, self.request)
        return self.refused(status, kind, [{"field": None, "message": message}])


def etag(obj):
    """The value of `ETag` and `If-Match`: another one after each change."""
    return f'"{revision_of(obj)}"'


def tell_revision(obj, request):
    """Put the `ETag` into the answer."""
    if revision_of(obj):
        request.response.setHeader("ETag", etag(obj))


def revision_of(obj):
    """The object's own: a folder has none, and would take its school's."""
    return getattr(aq_base(obj), "revision", "")
