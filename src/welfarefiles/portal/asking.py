"""Forms of records ask only what one kind of record needs (`records.asking`).

What kind it is stands in the address, then in the form itself; nothing of it needs a script.
"""

from .. import _
from ..files.record_types import class_called
from ..interfaces import IWelfareFileBase
from ..interfaces import IWelfareFilesLayer
from ..records.abbreviations import known_abbreviations
from ..records.abbreviations import unknown
from ..records.asking import Asking
from ..records.asking import asking_named
from ..records.asking import asking_of
from ..records.complete import EMPTY
from ..records.handwritten import field_not_asked
from ..records.needs import needs_of
from functools import cached_property
from z3c.form.interfaces import IAddForm
from z3c.form.interfaces import IValue
from z3c.form.interfaces import IWidget
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IField
from zope.schema.interfaces import ValidationError
from zope.schema.vocabulary import SimpleVocabulary


KIND, ASK, ALL = "kind", "ask", "all"
POSTED = "form.widgets."
MORE = "IMoreAboutRecord."
UNKNOWN = _("Not everybody knows these abbreviations: ${found}. Write them out at their first use.")
NEEDS = _("Language and format the child or family needs: ${needs}")


class AsksByKind:
    """Mixin of the add and the edit form, before its other classes."""

    @cached_property
    def record_class(self):
        return class_called(self.fti.klass)

    @cached_property
    def asking(self):
        """The `Asking` of this form; of what is no record a plain one."""
        askings = getattr(self.record_class, "askings", ())
        named = asking_named(askings, self.request.form.get(KIND))
        return named or asking_of(askings, self.known_values)

    @property
    def known_values(self):
        """The tokens that were sent or, of what is there already, its values."""
        sent = self.request.form
        askings = getattr(self.record_class, "askings", ())
        names = {name for one in askings for name in one.fixed}
        content = None if self.ignoreContext else self.getContent()
        found = {name: getattr(content, name, None) for name in names} if names else {}
        chosen = {name.removeprefix(POSTED): value for name, value in sent.items()}
        single = {name: one[0] for name, one in chosen.items() if isinstance(one, list) and one}
        return {**found, **chosen, **single}

    @property
    def asks_all(self):
        """Whether the person wants to be asked everything."""
        return self.request.form.get(ASK) == ALL

    @property
    def carried_kind(self):
        """Hidden values: which kind it is, and whether everything is asked."""
        kind = {KIND: self.asking.name} if self.asking.name and self.ignoreContext else {}
        return {**kind, **({ASK: ALL} if self.asks_all else {})}

    @property
    def fixed(self):
        """Values the form sets without asking; the rules judge them with the others."""
        return self.asking.fixed if self.ignoreContext and not self.asks_all else {}

    @property
    def has_more(self):
        """Whether there are fields that it does not ask yet."""
        return bool(self.unasked)

    @property
    def notes(self):
        """What is to be read before the fields."""
        return [note for note in (self.asking.note, self.needs_note) if note]

    @property
    def needs_note(self):
        """The language and format needs of the child and family (R090)."""
        needs = needs_of(self.context) if self.is_contact else ""
        return _(NEEDS, mapping={"needs": needs}) if needs else ""

    @property
    def is_contact(self):
        return getattr(self.record_class, "tab", "") == "contacts"

    unasked = ()

    def updateFieldsFromSchemata(self):
        """Leave out what this kind does not need."""
        super().updateFieldsFromSchemata()
        left = []
        for part in (self, *self.groups):
            names = [name for name in part.fields if self._is_left_out(name)]
            part.fields = part.fields.omit(*names)
            left += names
        fixed = self.asking.fixed
        self.unasked = [name for name in left if name not in fixed]

    def _is_left_out(self, name):
        if name in self.asking.fixed:
            return not self.asks_all
        seldom = (*getattr(self.record_class, "seldom", ()), self.not_asked_here)
        if self.asks_all or self.asking.asks(name, seldom) or self._is_filled(name):
            return False
        with_needs = getattr(self.record_class, "asked_with_needs", ())
        return not (name in with_needs and name not in self.asking.leave_out and self.needs_note)

    @cached_property
    def not_asked_here(self):
        """What this school has no use for (R096)."""
        return f"{MORE}{field_not_asked(self.context)}"

    def _is_filled(self, name):
        sent = self.request.form
        if f"{POSTED}{name}" in sent or f"{POSTED}{name}-empty-marker" in sent:
            return True
        nothing = (*EMPTY, False)
        content = None if self.ignoreContext else self.getContent()
        return getattr(content, name.removeprefix(MORE), None) not in nothing

    def updateWidgets(self, prefix=None):
        """The words of this kind at its fields."""
        super().updateWidgets(prefix)
        for name, widget in self.widgets.items():
            self._say(widget, name)

    def _say(self, widget, name):
        asking = self.asking
        if name in asking.labels:
            widget.label = asking.labels[name]
        if name in asking.hints:
            widget.description = asking.hints[name]
        if name in asking.needed:
            widget.required = True
        if name in asking.not_offered:
            offer_fewer(widget, asking.not_offered[name])

    def say_abbreviations(self, record):
        """Name those in a record that stand in no list (R089): a hint, nothing is refused."""
        texts = [getattr(record, name, None) for name in getattr(record, "text_fields", ())]
        found = unknown(texts, known_abbreviations())
        if found:
            self.say(_(UNKNOWN, mapping={"found": ", ".join(found[:5])}), "warning")


def offer_fewer(widget, tokens):
    """Take choices away that make no sense here; what is chosen already stays."""
    kept = set(widget.value or ())
    offered = [one for one in widget.terms.terms if one.token not in tokens or one.token in kept]
    widget.terms.terms = SimpleVocabulary(offered)


@implementer(IValue)
class Given:
    """A value an input begins with."""

    def __init__(self, value):
        self.value = value

    def get(self):
        return self.value


@implementer(IValue)
@adapter(IWelfareFileBase, IWelfareFilesLayer, IAddForm, IField, IWidget)
def begun_with(file, request, form, field, widget):
    """What a field of this kind begins with, or None: the field's own default."""
    asking, name = getattr(form, "asking", None), field.__name__
    if not isinstance(asking, Asking):
        return None
    value = asking.values.get(name)
    if name in getattr(form.record_class, "from_address", ()):
        value = request.form.get(name)
        value = value if isinstance(value, str) and fits(field.bind(file), value) else None
    return None if value is None else Given(value)


def fits(field, value):
    """Whether what stands in an address can be a value of the field."""
    try:
        field.validate(value)
    except ValidationError:
        return False
    return True
