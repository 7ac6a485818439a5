"""Forms that give back what was written in them and not saved.

What was sent and not done (`portal.heldback`) comes back by itself; what was kept while somebody
typed (`drafts`) is offered, and comes back when they go on with it.
"""

from . import _
from .interfaces import IDrafts
from .interfaces import IKeptForms
from .submission import new_token
from .submission import token_of
from AccessControl import getSecurityManager
from zope.component import getUtility


FIELD = "given-back"
#: In the request's environment: what was typed, which goes into the inputs of the page once it is
#: drawn; and why it was not done (`portal.heldback`).
TYPED, HELD_BACK = "welfarefiles.typed", "welfarefiles.held-back"
DRAFT, DRAFT_FORM = "draft", "draft-form"
#: Page that keeps what is typed.
KEEPING = "keep-draft"
GONE_ON = _("This is what you began on ${when}. It is not saved yet: read it over and go on.")


class GivingBack:
    """Mixin of a form, before its other classes."""

    given_back = False
    #: Whether that is because it was not done, and not a draft somebody goes on with.
    came_back = False
    #: Whether it draws by itself what keeping it while it is typed needs (else `portal.drafting`).
    keeps_drafts = True
    #: Token of what is kept of this form while it is written.
    draft = ""

    @property
    def draft_form(self):
        """How the form is called below its context, with what else its address needs."""
        return self.__name__

    @property
    def draft_title(self):
        """What the form is for, without a name."""
        return self.page_title

    def may_be_opened(self, restricted):
        """Whether the person may open it; its page's own permission was asked already."""
        return not restricted

    def give_back(self):
        """Fill in what the person wrote here; call it before the form is updated."""
        asked = token_of(self.request, DRAFT)
        self.draft = asked or new_token()
        held_back = self.request.environ.get(HELD_BACK)
        if held_back:
            self._fill(self.request.environ[TYPED], held_back)
            self.came_back = True
        elif asked and self.request.method == "GET":
            self._go_on()

    def _go_on(self):
        found = getUtility(IDrafts).give(self.context, self.draft_form, self.draft)
        if found is None:
            self.draft = new_token()
            return
        fields, when = found
        self._fill(fields, _(GONE_ON, mapping={"when": when}))

    def _fill(self, fields, status):
        self.request.form.update(fields)
        self.request.other.update(fields)  # where widgets look
        self.request.environ[TYPED] = fields
        self.given_back = True
        # Plone lets no address fill in a form that is sent by POST; this is no address.
        self.allow_prefill_from_GET_request = True
        self.status = status

    @property
    def begun(self):
        """HTML that offers what the person began here and did not save."""
        if self.request.method != "GET" or self.given_back:
            return ""
        return getUtility(IDrafts).offer(self.context, self.request, self.draft_form)

    @property
    def carried_back(self):
        """Hidden values: what is kept of this form, and whether it was filled in."""
        filled = self.given_back or FIELD in self.request.form
        return {DRAFT: self.draft, **({FIELD: "1"} if filled else {})}

    def forget_kept(self):
        """It is saved with the transaction."""
        user_id, path = self._place()
        getUtility(IKeptForms).forget(user_id, path)
        token = token_of(self.request, DRAFT)
        if token:
            place = "/".join(self.context.getPhysicalPath())
            getUtility(IDrafts).forget(user_id, place, self.draft_form, token)

    def _place(self):
        user_id = getSecurityManager().getUser().getId() or ""
        return user_id, self.request.environ.get("PATH_INFO", "")
