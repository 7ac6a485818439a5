"""What is wrong with a value a client sent, in plain words."""

from .. import _
from zope.schema import interfaces


class Unreadable(ValueError):
    """A value that cannot be meant. `args[0]` is a sentence (a message to translate)."""


MISSING = _("Give a value: it is required.")


def sentence(field, error):
    """The sentence for a value that the field refused with this `Invalid`."""
    if not isinstance(error, interfaces.ValidationError):
        return error.args[0]
    for kind, words in WORDS:
        if isinstance(error, kind):
            return words(field)
    return _("This value cannot stand here.")


def _too_long(field):
    return _("Give at most ${number} ${things}.", mapping=_count(field, field.max_length))


def _too_short(field):
    return _("Give at least ${number} ${things}.", mapping=_count(field, field.min_length))


def _count(field, number):
    several = interfaces.ICollection.providedBy(field)
    return {"number": number, "things": _("of them") if several else _("characters")}


def _constraint(field):
    if interfaces.ITextLine.providedBy(field):
        return _("Give it in one line.")
    return _("This value cannot stand here.")


WORDS = (
    (interfaces.RequiredMissing, lambda field: MISSING),
    (interfaces.TooLong, _too_long),
    (interfaces.TooShort, _too_short),
    (interfaces.TooSmall, lambda field: _("Give ${least} or more.", mapping={"least": field.min})),
    (interfaces.TooBig, lambda field: _("Give ${most} or less.", mapping={"most": field.max})),
    (interfaces.ConstraintNotSatisfied, _constraint),
)
