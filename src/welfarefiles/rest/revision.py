"""Nobody overwrites what they have not read: each change names the state it was made from (R184).

Every answer about an object carries its `ETag`; every change of it sends that back as `If-Match`.
"""

from .. import _
from .refusing import JsonService
from Acquisition import aq_base

import hashlib
import json


NOT_SAID = _(
    "Say which state you change: send the ETag of what you have read as If-Match. "
    "“*” changes whatever is there."
)
CHANGED = _("Somebody changed this meanwhile. Read it again, then send your change again.")


class Conditional(JsonService):
    """A service of which some requests change a state that the client has to have read."""

    def not_as_read(self, tag):
        """None where `If-Match` names the state that is there; else the answer: 428 or 412.

        :param tag: `ETag` of what is there now.
        """
        expected = self.request.getHeader("If-Match")
        if not expected:
            return self._not_now(428, "PreconditionRequired", NOT_SAID, tag)
        if not {one.strip() for one in expected.split(",")} & {"*", tag}:
            return self._not_now(412, "PreconditionFailed", CHANGED, tag)
        return None

    def _not_now(self, status, kind, message, tag):
        self.request.response.setHeader("ETag", tag)
        return self.refused(status, kind, [{"field": None, "message": message}])


class ChangeService(Conditional):
    """A service that changes its context: 428 without `If-Match`, 412 when it has changed since."""

    def reply(self):
        return self.not_as_read(etag(self.context)) or super().reply()


def etag_of(data):
    """The `ETag` of plain data that has no revision of its own."""
    text = json.dumps(data, sort_keys=True).encode()
    return f'"{hashlib.sha256(text).hexdigest()[:22]}"'


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
