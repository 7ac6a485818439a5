"""What every input of our forms has: a hint and an error it is described by; and plain text."""

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


class Described:
    """Mixin of widgets. `grouped`: several inputs, so label and hint belong to a fieldset."""

    grouped = False
    in_row = False

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


@implementer_only(ILeanTextWidget)
class LeanTextWidget(Described, TextWidget):
    """One line of text. Browsers keep no list of what was typed before: it would hold names."""

    input_type = "text"
    inputmode = None
    completes = {"__ac_name": "username"}

    def extract(self, default=NO_VALUE):
        """See `IWidget.extract`; several texts for one input, or a file, are as good as none."""
        found = super().extract(default)
        return found if found is default or isinstance(found, str) else ""

    @property
    def autocomplete(self):
        return self.completes.get(self.name, "off")

    @property
    def size_class(self):
        """Width that tells how much is expected."""
        length = getattr(self.field, "max_length", None) or 200
        return "short" if length <= 20 or self.inputmode == "numeric" else "long"


@implementer_only(ILeanTextAreaWidget)
class LeanTextAreaWidget(Described, TextAreaWidget):
    """Several lines of text."""


class LeanPasswordWidget(Described, PasswordWidget):
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
