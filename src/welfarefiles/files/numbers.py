"""The running number of references: one counter for the portal, by kind of file and year."""

from .reference import format_reference
from .reference import PREFIXES
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.files.numbers"


def next_reference(portal, portal_type, year):
    """Take the next reference, for example ``WF-2026-000123``.

    Two files opened at once conflict here and one is retried by the publisher, so no number is
    given twice; an aborted transaction gives its number back.
    """
    annotations = IAnnotations(portal)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping()
    counters = annotations[KEY]
    prefix = PREFIXES[portal_type]
    number = counters.get((prefix, year), 0) + 1
    counters[(prefix, year)] = number
    return format_reference(prefix, year, number)
