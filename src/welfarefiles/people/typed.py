"""What somebody typed into a form, read robustly: nothing a client sends is more than refused."""

from ..errors import FieldInvalid
from datetime import date
from unicodedata import category


LONGEST = 5000
ONE_ANSWER = "Give one answer here."
NO_DATE = "Enter a date, for example 2026-11-30."
TOO_LONG = "This is too long: at most 5,000 characters."


def is_writing(letter):
    """Whether a letter belongs in a text: no control character, no half of a pair."""
    return letter in "\n\t" or category(letter) not in ("Cc", "Cs")


class Typed:
    """The fields of a form (a mapping of texts, or of lists where a name came more than once)."""

    def __init__(self, form):
        self.form = form

    def text(self, name):
        """A text without blanks around it, "" for none; raises `FieldInvalid` for anything else."""
        given = self.form.get(name)
        if given is None:
            return ""
        if not isinstance(given, str):
            raise FieldInvalid(ONE_ANSWER, name)
        if len(given) > LONGEST:
            raise FieldInvalid(TOO_LONG, name)
        return "".join(filter(is_writing, given.replace("\r\n", "\n"))).strip()

    def several(self, name):
        """A set of texts, of a field that may come any number of times."""
        given = self.form.get(name) or ()
        given = [given] if isinstance(given, str) else given
        if not isinstance(given, list | tuple | set) or not all(isinstance(x, str) for x in given):
            raise FieldInvalid(ONE_ANSWER, name)
        return frozenset(given)

    def day(self, name):
        """A day as a browser sends it, None for none."""
        text = self.text(name)
        if not text:
            return None
        try:
            found = date.fromisoformat(text)
        except ValueError as error:
            raise FieldInvalid(NO_DATE, name) from error
        if not 2000 <= found.year <= 2999:
            raise FieldInvalid(NO_DATE, name)
        return found

    def shown(self, name):
        """What is shown again in a refused form: texts as they were typed."""
        given = self.form.get(name)
        return given if isinstance(given, str) else ""


def text_of(form, name):
    """A text without blanks around it; "" for none, and for anything that is no text."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def texts_of(form, name):
    """The texts of a field that comes any number of times, in their order; nothing else."""
    value = form.get(name) or []
    values = [value] if isinstance(value, str) else value
    return [item for item in values if isinstance(item, str)]
