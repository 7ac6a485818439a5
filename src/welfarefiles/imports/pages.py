"""The page to bring a pack on, with those that were brought."""

from .. import _
from ..calendars import london
from ..people.names import fullname
from ..received import store
from ..received.reading import BadPack
from . import bringing
from . import limits
from .form import bring_form
from .form import NotBrought
from functools import cached_property
from Products.Five.browser import BrowserView


STATES = {
    store.CHECKING: ("info", _("Being verified")),
    bringing.STOPPED: ("bad", _("Not verified")),
    bringing.TAKING: ("info", _("Being taken in")),
    store.REFUSED: ("bad", _("Refused")),
    store.WAITING: ("warn", _("Waits for you")),
    store.TAKEN: ("good", _("Taken in")),
    store.DROPPED: ("", _("Not taken in")),
}


class TakeIn(BrowserView):
    """``@@take-in`` of a school: bring a pack; below it those that were brought."""

    page_title = _("Take in a transfer pack")
    errors = {}

    def __call__(self):
        bringing.need(self.context)
        if self.request.method != "POST":
            return self.index()
        found = self.bring()
        if found is None:
            return self.index()
        return self.request.response.redirect(self.preview_url(found))

    @property
    def has_errors(self):
        return bool(self.errors)

    def bring(self):
        """The pack that was sent, now being verified; None when it is refused."""
        self.errors = {}
        try:
            return bring_form(self.context, self.request.form)
        except NotBrought as error:
            self.errors = error.errors
            return None

    def preview_url(self, received):
        return f"{self.context.absolute_url()}/@@take-in-preview?id={received.id}"

    @cached_property
    def full(self):
        """Why no further pack can be brought now, or None."""
        try:
            limits.refuse_more(self.context)
        except BadPack as error:
            return error.args[0]
        return None

    most_bytes = limits.MOST_BYTES
    too_large = limits.TOO_LARGE

    def packs(self):
        """Those that were brought, the latest first."""
        for one in bringing.known(self.context):
            state = bringing.state_of(one)
            tag, word = STATES[state]
            yield {
                "sender": one.sender,
                "references": ", ".join(one.references),
                "when": london.format_datetime(one.at),
                "by": fullname(one.by),
                "tag": tag,
                "word": word,
                "why": one.why,
                "url": self.preview_url(one) if one.state != store.DROPPED else None,
            }
