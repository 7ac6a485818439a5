"""Small forms of this concern: fields described in Python, drawn by one template.

An error stands beside its field and in a summary, and what was typed is kept.
"""

from .. import _
from ..errors import FieldInvalid
from ..givingback import GivingBack
from ..givingback import KEEPING
from ..people.typed import Typed
from ..submission import whole
from dataclasses import dataclass
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: Kinds of field the template can draw.
TEXT, AREA, DAY, PERSON, CHOICE, TICKS = "text", "area", "day", "person", "choice", "ticks"
#: A choice among many: one line, whatever their number.
LIST = "list"


@dataclass(frozen=True)
class Field:
    """One field. `options`: pairs (value, title) of choices, ticks, and people to choose from."""

    name: str
    label: str
    kind: str = TEXT
    hint: str = ""
    required: bool = True
    options: tuple = ()
    value: str = ""


class SmallForm(GivingBack, BrowserView):
    """A page with one form. A concern's page says which fields it has and what pressing it does.

    ``act()`` does it, and raises `FieldInvalid` where it cannot be done; the sentence of a field
    that the form does not have stands in the summary alone.
    """

    form_template = ViewPageTemplateFile("templates/form.pt")
    page_title = ""
    about = ""
    button = _("Save")
    done = None
    fields = ()
    has_errors = keeps_drafts = False
    #: What `act` did before it was refused is undone, unless a page wants it kept.
    doing = staticmethod(whole)

    def __call__(self):
        self.errors = []
        self.give_back()
        self.typed = Typed(self.request.form)
        if self.given_back:
            api.portal.show_message(self.status, type="warning")
        if self.request.method == "POST" and self.sent():
            return self.request.response.redirect(self.next_url)
        return self.index() if hasattr(self, "index") else self.form_template()

    def sent(self):
        """Whether what was sent could be done."""
        try:
            with self.doing():
                done = self.act()
        except FieldInvalid as error:
            self.errors = [(error.field, error.args[0])]
            self.has_errors = True
            return False
        if done is not False:
            self.forget_kept()
            if self.done:
                api.portal.show_message(self.done)
        return done is not False

    #: How a `KeptForm` is kept while somebody types, and what it offers of that.
    drafted = None
    begun = ""

    def act(self):
        """Do it; False to show the page again without an error (a question, a preview)."""
        raise NotImplementedError

    @property
    def next_url(self):
        return self.cancel_url

    @property
    def cancel_url(self):
        return self.context.absolute_url()

    @property
    def action(self):
        return f"{self.context.absolute_url()}/@@{self.__name__}"

    @property
    def warnings(self):
        """Sentences before the form."""
        return ()

    @property
    def carried(self):
        """Hidden values."""
        return {}

    def error_of(self, name):
        """The sentence beside a field, or None."""
        return next((text for field, text in self.errors if field == name), None)

    @property
    def is_filled(self):
        """Whether it shows what somebody wrote: just now, or before they were signed out."""
        return self.request.method == "POST" or self.given_back

    def value_of(self, field):
        """What the field shows."""
        if self.is_filled and field.name in self.request.form:
            return self.typed.shown(field.name)
        return field.value

    def chosen(self, field):
        """Values of ticked boxes."""
        try:
            return self.typed.several(field.name) if self.is_filled else field.value
        except FieldInvalid:
            return ()


class KeptForm(SmallForm):
    """A form of long texts: what is typed is kept on the server, and given back to who typed it."""

    keeps_drafts = True
    begun = GivingBack.begun

    @property
    def drafted(self):
        """How the form is kept, and where."""
        return {"form": self.draft_form, "url": f"{self.context.absolute_url()}/@@{KEEPING}"}

    @property
    def carried(self):
        return {**super().carried, **self.carried_back}
