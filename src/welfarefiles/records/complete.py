"""Whether a record says everything its type requires."""

from .. import _
from ..calendars.london import now
from ..interfaces import IBeforeSigning
from .interfaces import RULE
from .rules import problems
from plone.dexterity.utils import iterSchemata
from zope.component import subscribers
from zope.schema import getFieldsInOrder


EMPTY = (None, "", (), [], set(), frozenset())


def unfit(record):
    """Sentences for all that keeps a record from being signed or submitted."""
    values = {name: getattr(record, name, None) for name, _field in fields_of(record)}
    return missing_fields(record) + list(problems(values, now(), rule_of(record)).values())


def rule_of(record):
    """The rule of its type, or None."""
    tags = (schema.queryTaggedValue(RULE) for schema in iterSchemata(record))
    return next(filter(None, tags), None)


def unsettled(record):
    """Sentences of other concerns for what has to be settled before it is signed or submitted."""
    asked = subscribers((record,), IBeforeSigning)
    return [sentence for concern in asked for sentence in concern.sentences()]


def fields_of(obj):
    """(name, field) of everything its forms ask, in order."""
    return [pair for schema in iterSchemata(obj) for pair in getFieldsInOrder(schema)]


def missing_fields(obj):
    """Sentences for the required fields that are empty, in the order of the form."""
    return [
        _("${field} is missing.", mapping={"field": field.title})
        for name, field in fields_of(obj)
        if field.required and not field.readonly and getattr(obj, name, None) in EMPTY
    ]
