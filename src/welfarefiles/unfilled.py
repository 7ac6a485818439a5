"""Fields nobody filled in, as attributes of the class.

Dexterity looks for the default of such a field through the schema and every behaviour of the type,
each time it is read: of a record with twenty empty fields that is a tenth of what saving it costs.
"""

from zope.schema import getFieldsInOrder


#: Values of which every object may have the same one.
PLAIN = (type(None), bool, int, str, tuple)


def unfilled(*schemas):
    """Decorator of a content class: it has the defaults of the fields of these schemas."""

    def decorate(cls):
        for schema in schemas:
            for name, field in getFieldsInOrder(schema):
                is_plain = field.defaultFactory is None and isinstance(field.default, PLAIN)
                if is_plain and not hasattr(cls, name):
                    setattr(cls, name, field.default)
        return cls

    return decorate
