"""Choosing: a tick, one of several, any of several."""

from ... import _
from ...fragment import Fragment
from ..interfaces import IPickManyWidget
from ..interfaces import IPickWidget
from ..interfaces import ITickWidget
from .plain import Described
from .plain import SHOWN
from z3c.form.browser.checkbox import CheckBoxWidget
from z3c.form.browser.select import SelectWidget
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.schema.interfaces import IBool


RADIOS_UP_TO = 5
TICK = Fragment(__file__, "../templates/widgets/tick.pt")
TICK_HIDDEN = Fragment(__file__, "../templates/widgets/tick_hidden.pt")
PICK = Fragment(__file__, "../templates/widgets/pick.pt")
PICK_MANY = Fragment(__file__, "../templates/widgets/pick_many.pt")


@implementer_only(ITickWidget)
class TickWidget(Described, Widget):
    """One box to tick; not ticked means no."""

    drawn = {"input": TICK, "hidden": TICK_HIDDEN, "display": SHOWN}
    klass = "tick-widget"
    label_after = True
    value = False

    def update(self):
        super().update()
        self.value = bool(self.value)

    def extract(self, default=NO_VALUE):
        if self.name in self.request.form:
            return True
        return False if f"{self.name}-empty-marker" in self.request.form else default

    @property
    def shown(self):
        return _("Yes") if self.value else _("No")


@adapter(IBool, ITickWidget)
class TickConverter(BaseDataConverter):
    """A tick is True and no tick is False, also where a stored value is missing."""

    def toWidgetValue(self, value):
        return bool(value)

    def toFieldValue(self, value):
        return bool(value)


class Tokens(Described):
    """Mixin of widgets that take tokens of a list."""

    def extract(self, default=NO_VALUE):
        """See `IWidget.extract`; what is no text is no token."""
        sent = self.request.get(self.name, ())
        sent = sent if isinstance(sent, list | tuple) else [sent]
        if not all(isinstance(one, str) for one in sent):
            return default
        return super().extract(default)


@implementer_only(IPickWidget)
class PickWidget(Tokens, SelectWidget):
    """One of several: all in view up to five, otherwise and within a row a list."""

    drawn = {"input": PICK, "display": SHOWN}
    noValueMessage = _("No answer")
    promptMessage = _("Choose one")

    def update(self):
        super().update()
        if tuple(self.value or ()) == (self.noValueToken,):
            self.value = ()  # "No answer" was sent: show it as chosen again.

    @property
    def as_radios(self):
        few = self.terms is not None and len(self.terms) <= RADIOS_UP_TO
        return few and not self.in_row

    @property
    def grouped(self):
        return self.as_radios and self.mode == "input"

    @property
    def prompt(self):
        """A required list begins with an invitation; required radios begin with none chosen."""
        return self.required and not self.as_radios and not self.value

    @prompt.setter
    def prompt(self, value):
        """The widget decides, whatever a form says."""

    @property
    def error_target(self):
        return f"{self.id}-0" if self.as_radios else self.id

    @property
    def shown(self):
        return ", ".join(item["content"] for item in self.items if item["selected"])


@implementer_only(IPickManyWidget)
class PickManyWidget(Tokens, CheckBoxWidget):
    """Any of several."""

    drawn = {"input": PICK_MANY, "display": SHOWN}
    grouped = True

    @property
    def error_target(self):
        return f"{self.id}-0"

    @property
    def shown(self):
        return ", ".join(item["label"] for item in self.items if item["checked"])


@implementer(IFieldWidget)
def TickFieldWidget(field, request):
    """Widget factory for yes or not yes."""
    widget = FieldWidget(field, TickWidget(request))
    widget.required = False  # No tick is an answer.
    return widget


@implementer(IFieldWidget)
def PickFieldWidget(field, request):
    """Widget factory for one of several."""
    return FieldWidget(field, PickWidget(request))


@implementer(IFieldWidget)
def PickManyFieldWidget(field, value_type, request):
    """Widget factory for any of several."""
    return FieldWidget(field, PickManyWidget(request))
