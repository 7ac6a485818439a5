"""What is wrong with a field, in plain words that say what to do."""

from .. import _
from .interfaces import ILeanLayer
from z3c.form.converter import FormatterValidationError
from z3c.form.error import ErrorViewSnippet
from z3c.form.interfaces import IErrorViewSnippet
from z3c.form.interfaces import ISequenceWidget
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import interfaces as schema

import re


QUESTION = re.compile(r"(who|whom|what|when|where|which|why|how|the|an?|any|your|our) \S", re.I)


def in_sentence(label):
    """Return a field's label as it stands within a sentence.

    >>> in_sentence("Outcome"), in_sentence("When it happened"), in_sentence("UPN")
    ('the outcome', 'when it happened', 'the UPN')
    """
    if label[:2].isupper() or label[1:2].isupper():
        return f"the {label}"
    small = label[:1].lower() + label[1:]
    return small if QUESTION.match(label) else f"the {small}"


@implementer(IErrorViewSnippet)
class PlainError(ErrorViewSnippet):
    """Error of a field on our forms; `words(label)` makes the sentence."""

    def createMessage(self):
        if self.widget is None:
            return super().createMessage()
        label = translate(self.widget.label or "", context=self.request)
        return self.words(in_sentence(label))

    def words(self, label):
        raise NotImplementedError

    @property
    def is_choice(self):
        return ISequenceWidget.providedBy(self.widget)


def _for(error):
    return adapter(error, ILeanLayer, Interface, Interface, Interface, Interface)


@_for(schema.RequiredMissing)
class Missing(PlainError):
    """Nothing was entered in a required field."""

    def words(self, label):
        missing = getattr(self.widget, "missing_message", None)
        if missing:
            return missing
        if self.is_choice:
            return _("Choose ${label}", mapping={"label": label})
        return _("Enter ${label}", mapping={"label": label})


@_for(schema.TooLong)
class TooLong(PlainError):
    """More characters, or more choices, than the field takes."""

    def words(self, label):
        number = self.field.max_length
        if self.is_choice:
            return _("Choose at most ${number}", mapping={"number": number})
        return _(
            "Shorten ${label} to ${number} characters or fewer",
            mapping={"label": label, "number": number},
        )


@_for(schema.TooShort)
class TooShort(PlainError):
    """Fewer characters, or fewer choices, than the field needs."""

    def words(self, label):
        number = self.field.min_length
        if self.is_choice and number == 1:
            return _("Choose at least one")
        if self.is_choice:
            return _("Choose at least ${number}", mapping={"number": number})
        return _(
            "Enter at least ${number} characters for ${label}",
            mapping={"label": label, "number": number},
        )


@_for(schema.TooSmall)
class TooSmall(PlainError):
    """Below the lowest value."""

    def words(self, label):
        return _("Enter ${number} or more", mapping={"number": self.field.min})


@_for(schema.TooBig)
class TooBig(PlainError):
    """Above the highest value."""

    def words(self, label):
        return _("Enter ${number} or less", mapping={"number": self.field.max})


@_for(FormatterValidationError)
class NotANumber(PlainError):
    """Letters where a number belongs."""

    def words(self, label):
        return _("Enter ${label} as a number", mapping={"label": label})


@_for(schema.ConstraintNotSatisfied)
class NotAllowed(PlainError):
    """The value is not one of those the field takes."""

    def words(self, label):
        if self.is_choice:
            return _("Choose ${label} from the list", mapping={"label": label})
        return _("Check ${label}: this cannot be right", mapping={"label": label})


def place_errors(event):
    """Put an error of several fields together beside the one it names (`FieldInvalid.field`).

    Handler of `IDataExtractedEvent`; it knows the form only, so every form of ours has it.
    """
    if not ILeanLayer.providedBy(event.form.request):
        return
    widgets = dict(all_widgets(event.form))
    for view in event.errors or ():
        name = getattr(view.error, "field", None)
        if view.widget is None and isinstance(name, str) and name in widgets:
            view.widget = widgets[name]
            if not view.widget.error:
                view.widget.error = view


def all_widgets(form):
    """Yield (field name, widget) of a form and of its groups, in the order they are shown."""
    for widget in form.widgets.values():
        yield widget.field.__name__ if widget.field is not None else widget.name, widget
    for group in getattr(form, "groups", None) or ():
        if getattr(group, "widgets", None) is not None:
            yield from all_widgets(group)


def summary(form):
    """Return the errors of a form for its summary: text, id of the input, and where else to go.

    :returns: list of `{"text", "target", "url"}`; `target` is None for an error of the whole form.
    """
    found = {}
    for view in _error_views(form):
        widget = view.widget
        target = None if widget is None else getattr(widget, "error_target", widget.id)
        for inner, text in _parts(view):
            found[inner or target, text] = getattr(view.error, "url", None)
    return [{"text": text, "target": target, "url": url} for (target, text), url in found.items()]


def _error_views(form):
    """Errors in the order of the fields, those of the whole form first; each once."""
    whole = [view for view in _all_errors(form) if view.widget is None]
    return [*whole, *(widget.error for _name, widget in all_widgets(form) if widget.error)]


def _all_errors(form):
    yield from getattr(form.widgets, "errors", None) or ()
    for group in getattr(form, "groups", None) or ():
        if getattr(group, "widgets", None) is not None:
            yield from _all_errors(group)


def _parts(view):
    """A row widget holds the errors of its cells; every other error is one part."""
    cells = getattr(view.widget, "cell_errors", None)
    return cells or [(None, view.message)]
