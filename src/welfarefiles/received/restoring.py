"""Values of fields out of the plain data of a pack: what `signing.canonical.plain` wrote.

Not what a client may send (`rest.fromjson`): what another school signed is taken as it was, also a
term that is not in this school's list. Whether all of it came back is seen by its fingerprint.
"""

from ..calendars import london
from datetime import date
from datetime import datetime
from plone.dexterity.utils import iterSchemataForType
from plone.namedfile.interfaces import INamedField
from zope.schema import getFieldsInOrder
from zope.schema import interfaces


def fields_of_type(portal_type):
    """`{name: field}` of a type of content. Raises `LookupError` for a type that is not here."""
    found = {
        name: field
        for schema in iterSchemataForType(portal_type)
        for name, field in getFieldsInOrder(schema)
    }
    if not found:
        raise LookupError(portal_type)
    return found


def restored(fields, values):
    """`{name: value}` for the plain values of those fields that there are, uploads apart.

    Raises ValueError or TypeError for a value that is not of its field.
    """
    return {
        name: value_of(fields[name], value)
        for name, value in values.items()
        if name in fields and not INamedField.providedBy(fields[name])
    }


def value_of(field, value):
    """One value, of whatever kind its field is."""
    if value is None:
        return None
    for interface, read in READERS:
        if interface.providedBy(field):
            return read(field, value)
    return value


def _moment(field, value):
    return london.storable(datetime.fromisoformat(value))


def _several(field, value):
    if not isinstance(value, list):
        raise TypeError(field.__name__)
    return field._type(_item(field.value_type, one) for one in value)


def _item(field, value):
    """An item of a list; a row is a dict with every column."""
    schema = getattr(field, "schema", None)
    if schema is None:
        return value_of(field, value)
    columns = dict(getFieldsInOrder(schema))
    if not isinstance(value, dict) or set(value) - set(columns):
        raise TypeError(field.__name__)
    return {name: value_of(columns[name], one) for name, one in value.items()}


def _flag(field, value):
    if not isinstance(value, bool):
        raise TypeError(field.__name__)
    return value


def _number(field, value):
    if not isinstance(value, int):
        raise TypeError(field.__name__)
    return value


def _text(field, value):
    if not isinstance(value, str):
        raise TypeError(field.__name__)
    return value


READERS = (
    (interfaces.IChoice, _text),
    (interfaces.IBool, _flag),
    (interfaces.IInt, _number),
    (interfaces.IDatetime, _moment),
    (interfaces.IDate, lambda field, value: date.fromisoformat(value)),
    (interfaces.ICollection, _several),
    (interfaces.IText, _text),
)
