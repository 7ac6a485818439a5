"""`@@named` of a record: settles one name, and draws the record's page again where it cannot."""

from .. import _
from ..people.typed import text_of
from ..submission import is_from_our_page
from ..submission import OUT_OF_DATE
from .checking import unsettled
from .panel import note_wrong
from .settling import BadSettlement
from .settling import keep_name
from .settling import replace_name
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.i18n import translate


class Settle(BrowserView):
    """Sent by the buttons of the panel; leads back to the record."""

    def __call__(self):
        if self.request.method != "POST":
            raise NotFound()
        if not is_from_our_page(self.request):
            self.say(OUT_OF_DATE, "warning")
            return self.back()
        try:
            self.settle(text_of(self.request.form, "key"))
        except BadSettlement as error:
            return self.again(error)
        left = len(unsettled(self.context))
        if left:
            self.say(_("Settled. ${number} more to look at.", mapping={"number": left}))
        return self.back()

    def settle(self, key):
        form = self.request.form
        if text_of(form, "do") == "replace":
            instead = replace_name(self.context, key)
            self.say(_("It says “${pseudonym}” now", mapping={"pseudonym": instead}))
            return
        keep_name(self.context, key, text_of(form, "reason"), text_of(form, "words"))
        self.say(_("Kept, with the reason"))

    def again(self, error):
        """The record's page with the error beside the name, and what was typed."""
        form = self.request.form
        note_wrong(self.request, text_of(form, "key"), error.args[0], text_of(form, "words"))
        if error.field is None:
            self.say(error.args[0], "error")
        return self.context.restrictedTraverse("@@view")()

    def say(self, message, kind="info"):
        api.portal.show_message(translate(message, context=self.request), self.request, kind)

    def back(self):
        return self.request.response.redirect(f"{self.context.absolute_url()}#named")
