"""What a client writes in JSON, read as the values of fields (R184).

Strictly: what cannot be meant is refused with a sentence, never guessed. A date and time without an
offset is London's, and the hour that does not exist or comes twice is refused; "yes" is no Boolean.
"""

from .. import _
from ..calendars import london
from .upload import uploaded
from .wording import sentence
from .wording import Unreadable
from collective.z3cform.datagridfield.interfaces import IRow
from datetime import date
from datetime import datetime
from plone.namedfile.interfaces import INamedField
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema import interfaces

import re


DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

NOT_TEXT = _("Give text.")
NOT_BOOLEAN = _("Give true or false.")
NOT_NUMBER = _("Give a whole number.")
NOT_LIST = _("Give a list.")
NOT_TERM = _("Give the token of one term, as text.")
NOT_ROW = _("Give an object for each row.")
NOT_DAY = _("Give the day as 2026-11-19.")
NOT_MOMENT = _("Give the date and the time as 2026-11-19T15:40, London's time, or with an offset.")
OFFSETS = _("${problem} Add +01:00 for the first or +00:00 for the second.")
UNPRINTABLE = _("Take out the control characters.")


def value_of(field, given):
    """The value of a bound field for what a client gave; raises `Unreadable`."""
    value = field.missing_value if given is None else _reader(field)(field, given)
    try:
        # A list that may be left out has no value, or an empty one: both stand.
        if value is not None or field.required:
            field.validate(value)
    except Invalid as error:
        raise Unreadable(sentence(field, error)) from error
    return value


def _reader(field):
    return next(read for interface, read in READERS if interface.providedBy(field))


def text_of(given):
    """A text that any store can keep; raises `Unreadable`."""
    if not isinstance(given, str):
        raise Unreadable(NOT_TEXT)
    if CONTROL.search(given):
        raise Unreadable(UNPRINTABLE)
    return given.replace("\r\n", "\n").strip()


def _text(field, given):
    """A text of nothing but space says nothing."""
    return text_of(given) or field.missing_value


def flag_of(given):
    """True or false; raises `Unreadable`."""
    if not isinstance(given, bool):
        raise Unreadable(NOT_BOOLEAN)
    return given


def _number(field, given):
    if not isinstance(given, int) or isinstance(given, bool):
        raise Unreadable(NOT_NUMBER)
    return given


def day_of(given):
    """A day; raises `Unreadable`."""
    if not isinstance(given, str) or not DAY.fullmatch(given):
        raise Unreadable(NOT_DAY)
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Unreadable(NOT_DAY) from error


def moment_of(given):
    """An instant; London's where no offset says otherwise (R020). Raises `Unreadable`."""
    if not isinstance(given, str) or not MOMENT.fullmatch(given):
        raise Unreadable(NOT_MOMENT)
    try:
        read = datetime.fromisoformat(given)
        return london.storable(read if london.is_aware(read) else london.localise(read))
    except london.AmbiguousTime as error:
        raise Unreadable(_(OFFSETS, mapping={"problem": str(error)})) from error
    except london.NoSuchTime as error:
        raise Unreadable(str(error)) from error
    except (ValueError, OverflowError) as error:
        raise Unreadable(NOT_MOMENT) from error


def texts_of(given):
    """A set of texts; raises `Unreadable`."""
    if not isinstance(given, list):
        raise Unreadable(NOT_LIST)
    return frozenset(text_of(one) for one in given)


def _plainly(read):
    """A reader that need not know the field."""
    return lambda field, given: read(given)


def _term(field, given):
    """A term by its token, or as it is given out: ``{"token": …, "title": …}``."""
    if isinstance(given, dict):
        given = given.get("token")
    if not isinstance(given, str):
        raise Unreadable(NOT_TERM)
    try:
        return field.vocabulary.getTermByToken(given).value
    except LookupError as error:
        raise Unreadable(not_in_list(field)) from error


def not_in_list(field):
    """The sentence for a token that is not in the field's list."""
    return _(
        "This is not in the list: see @vocabularies/${list}.",
        mapping={"list": field.vocabularyName},
    )


def _several(field, given):
    if not isinstance(given, list):
        raise Unreadable(NOT_LIST)
    one = field.value_type.bind(field.context)
    return field._type(value_of(one, item) for item in given)


def _row(field, given):
    """One row of a table, as a plain dict with every column."""
    if not isinstance(given, dict):
        raise Unreadable(NOT_ROW)
    columns = dict(getFieldsInOrder(field.schema))
    for name in given:
        if name not in columns:
            raise Unreadable(_("“${name}” is no column here.", mapping={"name": name[:40]}))
    return {name: _cell(column.bind(field.context), given) for name, column in columns.items()}


def _cell(column, given):
    if column.__name__ not in given:
        given = {column.__name__: column.default}
    try:
        return value_of(column, given[column.__name__])
    except Unreadable as error:
        problem = error.args[0]
        raise Unreadable(
            _("${column}: ${problem}", mapping={"column": column.title, "problem": problem})
        ) from error


def _file(field, given):
    return uploaded(field._type, given)


#: The first that fits reads the value.
READERS = (
    (INamedField, _file),
    (IRow, _row),
    (interfaces.IChoice, _term),
    (interfaces.ICollection, _several),
    (interfaces.IBool, _plainly(flag_of)),
    (interfaces.IInt, _number),
    (interfaces.IDatetime, _plainly(moment_of)),
    (interfaces.IDate, _plainly(day_of)),
    (interfaces.IText, _text),
    (interfaces.IASCIILine, _text),
)
