"""Two people wrote at once: both texts beside each other, and whoever saves last chooses.

The form carries a mark of every field as it was shown. When it comes back and somebody has saved
meanwhile, the marks tell who changed what: what only they changed is taken over, what only this
person changed stays theirs, and for what both changed the page shows both texts.
"""

from .. import _
from ..files.display import readable_value
from .errors import all_widgets
from dataclasses import dataclass
from hashlib import blake2b
from z3c.form.interfaces import IDataManager
from z3c.form.interfaces import NOT_CHANGED
from zope.component import getMultiAdapter


MARKS = "marks"
ASKED = "asked"
CHOICE = "keep."
MINE, SAVED = "mine", "saved"
CHOOSE = _("Choose for each which text to keep. Nothing was saved yet.")


@dataclass(frozen=True)
class Difference:
    """A field two people changed: its label, both texts, and which one was chosen, if any."""

    name: str
    label: str
    mine: str
    saved: str
    chosen: str | None


class Both:
    """What an edit form was sent with, against what is stored now.

    :param form: the form, updated.
    :param data: values it was sent with, by name; choices are put into it.
    """

    def __init__(self, form, data):
        self.sent = form.request.form
        self.content = form.getContent()
        self.data = data
        self.widgets = {name: widget for name, widget in all_widgets(form) if widget.field}
        self.shown = dict(pair.split(":", 1) for pair in self._words(MARKS) if ":" in pair)

    def take_over(self):
        """Take what only somebody else changed; the labels of it."""
        taken = [name for name in self._differing() if mark(self._mine(name)) == self._before(name)]
        for name in taken:
            self._take_saved(name)
        return [self.widgets[name].field.title for name in taken]

    def changed_by_both(self):
        """Names of the fields that somebody else changed, and this person too."""
        return [name for name in self._differing() if mark(self._saved(name)) != self._before(name)]

    @property
    def asked(self):
        """Names of the fields of which the page has shown both texts."""
        return [name for name in self._words(ASKED) if name in self.widgets]

    def settle(self):
        """Keep the text that was chosen for each field asked about; names of those left open."""
        for name in self.asked:
            if self.sent.get(CHOICE + name) == SAVED:
                self._take_saved(name)
        return [name for name in self.asked if self.sent.get(CHOICE + name) not in (MINE, SAVED)]

    def differences(self, names):
        """Both texts of these fields, as `Difference`s."""
        return [
            Difference(
                name,
                self.widgets[name].field.title,
                self._mine(name),
                self._saved(name),
                self.sent.get(CHOICE + name),
            )
            for name in names
        ]

    def marks(self):
        """The marks of what is stored now, as the form carries them."""
        return " ".join(f"{name}:{mark(self._saved(name))}" for name in self.widgets)

    def _differing(self):
        return [name for name in self.widgets if self._mine(name) != self._saved(name)]

    def _take_saved(self, name):
        widget = self.widgets[name]
        self.data[name] = self._stored(name)
        widget.ignoreRequest = True
        widget.update()

    def _before(self, name):
        return self.shown.get(name)

    def _mine(self, name):
        given = self.data.get(name, NOT_CHANGED)
        return self._saved(name) if given is NOT_CHANGED else self._readable(name, given)

    def _saved(self, name):
        return self._readable(name, self._stored(name))

    def _stored(self, name):
        field = self.widgets[name].field
        return getMultiAdapter((self.content, field), IDataManager).query()

    def _readable(self, name, value):
        if value in (None, "", [], False) or value == set():
            return ""
        return as_text(*readable_value(self.content, self.widgets[name].field, value))

    def _words(self, name):
        given = self.sent.get(name)
        return given.split() if isinstance(given, str) else []


def as_text(kind, value):
    """One text of what `readable_value` gives."""
    if kind == "list":
        return ", ".join(value)
    if kind == "rows":
        return "\n".join("; ".join(cell for cell in row if cell) for row in value["rows"])
    if kind == "file":
        return f"{value.filename} ({value.getSize()} bytes)"
    return str(value).replace("\r\n", "\n").strip()


def mark(text):
    """A short mark of a text: the form need not carry the text itself."""
    return blake2b(text.encode(), digest_size=6).hexdigest()
