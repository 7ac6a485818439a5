"""What the script of a form calls, and the button that throws a draft away."""

from .. import _
from ..accounts.kept import texts_of
from ..calendars import london
from ..givingback import DRAFT
from ..givingback import DRAFT_FORM
from ..rest.origin import place as origin_of
from ..submission import token_of
from . import keeping
from .keeping import Key
from .keeping import TooLong
from .offering import me
from .opening import form_at
from .opening import place_of
from plone.protect.authenticator import check as check_token
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from zExceptions import NotFound
from zope.i18n import translate

import json


KEPT = _("Kept at ${time}")
SAVED = _("Saved already")
TOO_LONG = _("Not kept as you type: this is too long. Save it.")
THROWN = _("Thrown away")


class OfDraft(BrowserView):
    """Sent by POST from a page of ours, about a form of this context."""

    # It shows nothing; what the form itself shows is entered when the form is opened.
    ledger_action = ""
    #: A script is answered by what went wrong.
    takes_any = True

    def __call__(self):
        request = self.request
        origin = request.getHeader("Origin")
        is_foreign = origin and origin_of(origin) != origin_of(request["SERVER_URL"])
        if request.method != "POST" or is_foreign:
            raise NotFound()
        check_token(request)
        return self.act()

    @property
    def form(self):
        """How the form is called below its context."""
        form = self.request.form.get(DRAFT_FORM)
        return form if isinstance(form, str) else ""

    @property
    def key(self):
        token = token_of(self.request, DRAFT)
        if token is None:
            raise NotFound()
        return Key(me(), place_of(self.context), self.form, token)


class KeepDraft(OfDraft):
    """`@@keep-draft`: whoever may open the form may have it kept; JSON with what to say of it."""

    def act(self):
        key = self.key
        if form_at(self.context, self.form) is None:
            raise NotFound()
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "no-store")
        return json.dumps({"said": translate(self.keep(key), context=self.request)})

    def keep(self, key):
        """Keep it; what is to be said."""
        try:
            kept = keeping.keep(key, texts_of(self.request.form))
        except TooLong:
            return TOO_LONG
        if kept is None:
            return SAVED
        return _(KEPT, mapping={"time": london.format_time(london.in_london(kept))})


class ThrowDraft(OfDraft):
    """`@@throw-draft`: of one's own, whatever became of the form."""

    def act(self):
        if not keeping.throw_away(self.key):
            raise NotFound()
        IStatusMessage(self.request).addStatusMessage(THROWN, "info")
        opens = form_at(self.context, self.form) is not None
        url = self.context.absolute_url()
        self.request.response.redirect(f"{url}/{self.form}" if opens else url)
        return ""
