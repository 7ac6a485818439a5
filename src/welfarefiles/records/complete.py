"""Whether a record says everything its type requires."""

from .. import _
from plone.dexterity.utils import iterSchemata
from zope.schema import getFieldsInOrder


EMPTY = (None, "", (), [], set(), frozenset())


def missing_fields(obj):
    """Sentences for the required fields that are empty, in the order of the form."""
    fields = (field for schema in iterSchemata(obj) for field in getFieldsInOrder(schema))
    return [
        _("${field} is missing.", mapping={"field": field.title})
        for name, field in fields
        if field.required and not field.readonly and getattr(obj, name, None) in EMPTY
    ]
