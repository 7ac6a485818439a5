"""The types of record there are, and what each says of itself by attributes of its class.

A concern brings a type with a class, a schema and its file in the profile; nothing here names one.
"""

from ..interfaces import IRecord
from functools import cache
from plone.dexterity.interfaces import IDexterityFTI
from zope.component import getUtilitiesFor
from zope.component import queryUtility
from zope.dottedname.resolve import resolve


class_called = cache(resolve)

#: The tab of what tells of contacts with the child, the family and other professionals.
CONTACTS = "contacts"


def record_types():
    """`{portal_type: class}` of every type of record of this site."""
    found = {name: class_called(fti.klass) for name, fti in getUtilitiesFor(IDexterityFTI)}
    return {name: one for name, one in found.items() if IRecord.implementedBy(one)}


def types_of_tab(tab):
    """Portal types of the records that stand on a tab of a file."""
    return tuple(sorted(name for name, one in record_types().items() if one.tab == tab))


def day_to_day_types():
    """Portal types of the records that tell of the day, which R074 is about."""
    return frozenset(name for name, one in record_types().items() if one.day_to_day)


def is_day_to_day(portal_type):
    """Whether records of this type are."""
    fti = queryUtility(IDexterityFTI, name=portal_type)
    return bool(fti is not None and getattr(class_called(fti.klass), "day_to_day", False))
