"""Drafts go with what they were begun in."""

from . import keeping
from .opening import place_of

import transaction


def removed(content, event):
    """Subscriber of `IObjectWillBeRemovedEvent`: a file or record is destroyed."""
    transaction.get().addAfterCommitHook(_destroy, (place_of(content),))


def _destroy(committed, place):
    if committed:
        keeping.destroy(place)
