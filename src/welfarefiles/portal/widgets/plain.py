"""What every input of our forms has: a hint and an error it is described by; and plain text."""

from ...fragment import Fragment
from ...rest.fromjson import CONTROL
from ...rest.fromjson import UNPRINTABLE
from ..interfaces import ILeanTextAreaWidget
from ..interfaces import ILeanTextWidget
from z3c.form.browser.password import PasswordWidget
from z3c.form.browser.text import TextWidget
from z3c.form.browser.textarea import TextAreaWidget
from z3c.form.converter import FieldDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.interface import Invalid
from zope.schema.interfaces import IText


TEXT = Fragment(__file__, "../templates/widgets/text.pt")
TEXTAREA = Fragment(__file__, "../templates/widgets/textarea.pt")
SHOWN = Fragment(__file__, "../templates/widgets/shown.pt")


class Plain:
    """Mixin of widgets: what z3c.form checks at every setting, as ordinary attributes.

    It also asks adapters for each of some, and joins classes to style them by. No adapter and no
    style of ours does so, and a form has forty inputs.
    """

    _adapterValueAttributes = ()
    name = id = label = klass = ""
    mode = "input"
    error = None
    required = ignoreRequest = ignoreRequiredOnValidation = False
    setErrors = showDefault = True

    def addClass(self, klass):
        """Nothing: see above."""


class Described(Plain):
    """Mixin of widgets, before their other classes.

    `drawn`: a fragment for each mode that is not drawn as z3c.form does. `grouped`: several inputs,
    so label and hint belong to a fieldset.
    """

    drawn = {}
    grouped = False
    label_after = False
    in_row = False

    def render(self):
        """The input, or what is read in its place."""
        fragment = self.drawn.get(self.mode)
        return fragment(self.request, widget=self) if fragment else super().render()

    @property
    def max_length(self):
        return getattr(self.field, "max_length", None)

    @property
    def must_fill(self):
        """Value of `required`, or None; a row may be left empty altogether."""
        return "required" if self.required and not self.in_row else None

    @property
    def hint(self):
        """The field's description, unless the form set another."""
        own = self.__dict__.get("description")
        return own if own is not None else getattr(self.field, "description", "")

    @property
    def hint_id(self):
        return f"{self.id}-hint"

    @property
    def error_id(self):
        return f"{self.id}-error"

    @property
    def error_target(self):
        """Id of the input the error summary leads to."""
        return self.id

    @property
    def described_by(self):
        """Value of `aria-describedby`, or None."""
        ids = [self.hint_id] if self.hint else []
        ids += [self.error_id] if self.error else []
        return " ".join(ids) or None

    @property
    def invalid(self):
        """Value of `aria-invalid`, or None."""
        return "true" if self.error else None


class OneText(Described):
    """Mixin of widgets that take one text."""

    def extract(self, default=NO_VALUE):
        """See `IWidget.extract`; several texts for one input, or a file, are as good as none."""
        found = super().extract(default)
        return found if found is default or isinstance(found, str) else ""


@implementer_only(ILeanTextWidget)
class LeanTextWidget(OneText, TextWidget):
    """One line of text. Browsers keep no list of what was typed before: it would hold names."""

    drawn = {"input": TEXT}
    input_type = "text"
    inputmode = None
    completes = {"__ac_name": "username"}

    @property
    def autocomplete(self):
        return self.completes.get(self.name, "off")

    @property
    def size_class(self):
        """Width that tells how much is expected."""
        length = self.max_length or 200
        return "short" if length <= 20 or self.inputmode == "numeric" else "long"


@implementer_only(ILeanTextAreaWidget)
class LeanTextAreaWidget(OneText, TextAreaWidget):
    """Several lines of text."""

    drawn = {"input": TEXTAREA}


class LeanPasswordWidget(OneText, PasswordWidget):
    """A password."""

    @property
    def autocomplete(self):
        return "current-password" if self.name == "__ac_password" else "new-password"


class PrintableText(FieldDataConverter):
    """Text as it was typed; control characters, which come by pasting, are refused beside it."""

    def toFieldValue(self, value):
        if isinstance(value, str) and CONTROL.search(value):
            raise Invalid(UNPRINTABLE)
        return super().toFieldValue(value)


@adapter(IText, ILeanTextWidget)
class PrintableLine(PrintableText):
    """One line."""


@adapter(IText, ILeanTextAreaWidget)
class PrintableLines(PrintableText):
    """Several lines."""


@implementer(IFieldWidget)
def TextFieldWidget(field, request):
    """Widget factory for one line of text."""
    return FieldWidget(field, LeanTextWidget(request))


@implementer(IFieldWidget)
def NumberFieldWidget(field, request):
    """Widget factory for a whole number."""
    widget = LeanTextWidget(request)
    widget.inputmode = "numeric"
    return FieldWidget(field, widget)


@implementer(IFieldWidget)
def TextAreaFieldWidget(field, request):
    """Widget factory for several lines of text."""
    return FieldWidget(field, LeanTextAreaWidget(request))


@implementer(IFieldWidget)
def PasswordFieldWidget(field, request):
    """Widget factory for a password."""
    return FieldWidget(field, LeanPasswordWidget(request))
