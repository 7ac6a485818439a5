"""Small forms on a record's page that add a line to it: what is wrong is said at its field.

A page may hold many such forms; the button that was pressed says which was sent, and its value of
which line it is. Fields of a line carry the line's id.
"""

from .. import _
from ..calendars import moments
from ..errors import BadRow
from ..files.naming import child_shown
from ..fragment import Fragment
from ..submission import whole
from .heading import heading_of
from .moment_input import MomentInput
from datetime import date
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


FIELD = Fragment(__file__, "templates/row_field.pt")
WHOLE = "1"


class RowForms:
    """For pages: `buttons` names the forms, `do_<button>(id)` acts and answers what to say.

    `labels`: what the fields are called, by their names.

    An act raises `BadRow`; its sentence then stands beside its field and what was typed is kept.
    """

    buttons = ()
    labels = {}
    error = None

    def __call__(self):
        if self.request.method == "POST":
            if not self.may_add:
                raise NotFound()
            if self.act():
                return self.request.response.redirect(self.target)
        return self.index()

    @property
    def may_add(self):
        """Whether the person may send any of the forms; for anybody else there is no such page."""
        raise NotImplementedError

    @property
    def target(self):
        return self.context.absolute_url()

    @cached_property
    def pressed(self):
        """(button, id of the line it is about or `WHOLE`)."""
        for name in self.buttons:
            value = self.request.form.get(name)
            if isinstance(value, str) and value:
                return name, value
        raise NotFound()

    def act(self):
        """Do what the pressed button says; False when it was refused."""
        name, id = self.pressed
        try:
            with whole():
                said = getattr(self, f"do_{name}")(id)
            api.portal.show_message(said)
        except BadRow as error:
            self.error = error
            return False
        return True

    def is_sent(self, button, id=WHOLE):
        """Whether this very form was sent and is shown again."""
        return self.error is not None and self.pressed == (button, id)

    def typed(self, name, id=WHOLE):
        """What was typed into a field, in one line."""
        value = self.request.form.get(named(name, id))
        return " ".join(value.split()) if isinstance(value, str) else ""

    def moment(self, name, id=WHOLE):
        """The instant typed as a day and a time; raises `BadRow`."""
        try:
            found = moments.read_moment(self.typed_moment(name, id))
        except moments.NotUnderstood as error:
            raise BadRow(name, str(error)) from None
        if found is None:
            raise BadRow(name, _("Give the day and the time."))
        return found

    def typed_moment(self, name, id=WHOLE):
        return moments.typed_in(self.request.form, named(name, id)) or moments.Typed()

    def day(self, name, id=WHOLE):
        """The day typed, or None; raises `BadRow`."""
        text = self.typed(name, id)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise BadRow(name, _("Give the day.")) from None

    def kept(self, button, name, id=WHOLE, usual=""):
        """What a field holds: what was typed, when it is shown again, or what it begins with."""
        return self.typed(name, id) if self.is_sent(button, id) else usual

    def why(self, button, name, id=WHOLE):
        """The sentence beside a field, or nothing."""
        if self.error is None or self.error.field != name or not self.is_sent(button, id):
            return ""
        return self.error.message

    @property
    def why_not(self):
        """The sentence of an error that stands beside no field."""
        return self.error.message if self.error and self.error.field in (None, "id") else ""

    def field(self, button, name, id=WHOLE, kind="text", usual="", longest=500, options=()):
        """HTML of one field with its label and its error.

        `kind`: of the input, or "select" with `options`, pairs of a value and a title.
        """
        return FIELD(
            self.request,
            id=named(name, id),
            label=self.labels[name],
            kind=kind,
            longest=longest,
            options=options,
            value=self.kept(button, name, id, usual),
            why=self.why(button, name, id),
        )

    def moment_field(self, button, name, id=WHOLE, usual=None):
        """HTML of the inputs of a moment, below its legend; `usual`: an instant it begins with."""
        typed = moments.as_typed(usual) if usual else moments.Typed()
        if self.is_sent(button, id):
            typed = self.typed_moment(name, id)
        why_id = f"{named(name, id)}-why" if self.why(button, name, id) else ""
        return MomentInput(named(name, id), typed, why_id).draw(self.request)


class RowPage(RowForms, BrowserView):
    """A page of such forms below a record's heading; who may send none of them finds no page."""

    def __call__(self):
        if not self.may_add:
            raise NotFound()
        return super().__call__()

    @property
    def heading(self):
        return heading_of(self.context)

    @property
    def child(self):
        return child_shown(self.context)


def named(name, id):
    """Name of a field in the form of a line."""
    return name if id == WHOLE else f"{name}-{id}"
