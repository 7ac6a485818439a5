"""What the reporter sees: that it was sent, what became of it, what they wrote; nothing else."""

from .. import _
from ..calendars import london
from ..givingback import GivingBack
from ..lookup import concerns as index
from ..people.names import fullname
from ..people.stored import uid_of
from ..people.team import school_of
from ..people.typed import text_of
from .content import CONCERN
from .content import KINDS
from .content import SAID
from .messages import ADDED
from .messages import FOR_REPORTER
from .messages import messages
from .raising import add_to
from .raising import BadConcern
from .raising import leads
from .raising import own
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


def shown(concern):
    """What the reporter of something is shown of it."""
    return {
        "id": concern.getId(),
        "reference": concern.reference,
        "kind": KINDS[concern.kind],
        "sent": london.format_datetime(concern.raised_at),
        "state": SAID[api.content.get_state(concern)],
        "child": concern.child,
        "answers": [{"label": label, "text": text} for _name, label, text in concern.answers],
        "photographs": len(concern.photographs),
        "messages": [
            {
                "mine": one.kind == ADDED,
                "by": fullname(one.by),
                "at": london.format_datetime(one.at),
                "text": one.text,
            }
            for one in messages(concern)
            if one.kind in FOR_REPORTER
        ],
    }


def mine(folder):
    """Everything the person who asks raised in this school, the newest first."""
    user_id = api.user.get_current().getId()
    rows = index.raised_by(user_id, uid_of(school_of(folder)))
    found = (own(folder, row.path.rpartition("/")[2]) for row in rows)
    return [shown(one) for one in found if one is not None]


class Mine(GivingBack, BrowserView):
    """`<school>/concerns/@@my-concerns`: one's own, to which one can add."""

    page_title = _("Your concerns")
    ledger_action = "forms.own-viewed"
    error = None
    keeps_drafts = False

    def __call__(self):
        self.give_back()
        if self.given_back:
            self.error = BadConcern(self.status)
        if self.request.method == "POST":
            return self.add()
        return self.index()

    @property
    def asked(self):
        return text_of(self.request.form, "id")

    @property
    def typed(self):
        return text_of(self.request.form, "text")

    def add(self):
        concern = own(self.context, self.asked)
        if concern is None:
            raise NotFound()
        try:
            add_to(concern, self.typed)
        except BadConcern as error:
            self.error = error
            return self.index()
        self.forget_kept()
        api.portal.show_message(_("Added. The leads are told."), self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@my-concerns")

    @property
    def has_errors(self):
        return self.error is not None

    def wrong(self, id):
        """The sentence beside the box of one concern, None for none."""
        return self.error.args[0] if self.error is not None and id == self.asked else None

    @cached_property
    def lines(self):
        return mine(self.context)


class Slip(BrowserView):
    """`@@sent`: the reference, what happens next, and a slip to print; it names no child."""

    ledger_action = "forms.own-viewed"

    def __call__(self):
        if self.concern is None:
            raise NotFound()
        return self.index()

    @cached_property
    def concern(self):
        return own(self.context, self.request.form.get("id"))

    @property
    def page_title(self):
        words = {"reference": self.concern.reference}
        return _("Sent: ${reference}", mapping=words)

    @property
    def is_concern(self):
        return self.concern.kind == CONCERN

    @property
    def kind(self):
        return KINDS[self.concern.kind]

    @property
    def sent(self):
        return london.format_datetime(self.concern.raised_at)

    @property
    def reporter(self):
        return fullname(self.concern.reporter)

    @cached_property
    def school(self):
        return school_of(self.context)

    def leads(self):
        return [fullname(user_id) for user_id in leads(self.school)]
