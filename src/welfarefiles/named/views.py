"""`@@named` of a record settles one name, and draws the record's page again where it cannot;
`@@names` of a file lists whom its records name.
"""

from .. import _
from ..files.views import FilePage
from ..givingback import TYPED
from ..people.typed import text_of
from .checking import unsettled
from .of_file import named_in
from .panel import note_wrong
from .settling import BadSettlement
from .settling import keep_name
from .settling import replace_name
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.i18n import translate


class NamedInFile(FilePage):
    """`@@names` of a file: the records that name somebody else's child, and why each stays."""

    tab = "view"
    page_title = _("Other children named")

    @cached_property
    def found(self):
        return named_in(self.context)

    @property
    def is_whole(self):
        return self.found[1]

    def rows(self):
        """What the records name, those first of which somebody has to say something."""
        rows = [
            {
                "title": row.heading or row.title,
                "when": self.when(row),
                "url": self.url_of(row),
                "tag": self.state_tag(row),
                "state": self.state_title(row),
                "names": [
                    {"words": one.words, "why": one.kept.why if one.is_settled else ""}
                    for one in mentions
                ],
            }
            for row, mentions in self.found[0]
        ]
        return sorted(rows, key=lambda row: all(one["why"] for one in row["names"]))


class Settle(BrowserView):
    """Sent by the buttons of the panel; leads back to the record."""

    def __call__(self):
        if TYPED in self.request.environ:
            return self.context.restrictedTraverse("@@view")()
        if self.request.method != "POST":
            raise NotFound()
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
