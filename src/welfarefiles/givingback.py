"""Forms that give back what was sent to them after the session had ended (`accounts.kept`)."""

from . import _
from .interfaces import IKeptForms
from AccessControl import getSecurityManager
from zope.component import getUtility


FIELD = "given-back"
GIVEN_BACK = _(
    "You had been signed out, so this was not saved. "
    "What you wrote is below: read it over and send it again."
)


class GivingBack:
    """Mixin of a form, before its other classes."""

    given_back = False

    def give_back(self):
        """Fill in what the person sent here; call it before the form is updated."""
        if self.request.method != "GET" or self.request.environ.get("QUERY_STRING"):
            return
        fields = getUtility(IKeptForms).give(*self._place())
        if fields:
            self.request.form.update(fields)
            self.request.other.update(fields)  # where widgets look
            self.refused = self.given_back = True
            # Plone lets no address fill in a form that is sent by POST; this is no address.
            self.allow_prefill_from_GET_request = True
            self.status = GIVEN_BACK

    @property
    def carried_back(self):
        """Hidden value that tells that the form was filled in so."""
        return {FIELD: "1"} if self.given_back or FIELD in self.request.form else {}

    def forget_kept(self):
        """It is saved now."""
        if FIELD in self.request.form:
            getUtility(IKeptForms).forget(*self._place())

    def _place(self):
        user_id = getSecurityManager().getUser().getId() or ""
        return user_id, self.request.environ.get("PATH_INFO", "")
