"""Titles of types and fields, by their ids: those of today, whatever they were called then."""

from plone.dexterity.interfaces import IDexterityFTI
from plone.dexterity.utils import iterSchemataForType
from zope.component import queryUtility
from zope.schema import getFields


def type_title(portal_type):
    """Title of a type; its id where it is no longer there."""
    info = queryUtility(IDexterityFTI, name=portal_type)
    return info.Title() if info is not None else portal_type


def field_title(portal_type, name):
    """Title of a field of a type; its name where it is no longer there."""
    if queryUtility(IDexterityFTI, name=portal_type) is None:
        return name
    for schema in iterSchemataForType(portal_type):
        found = getFields(schema).get(name)
        if found is not None:
            return found.title
    return name
