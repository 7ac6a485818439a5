"""Drafts go with what they were begun in."""

from ..sql.joined import with_commit
from . import keeping
from .opening import place_of


def removed(content, event):
    """Subscriber of `IObjectWillBeRemovedEvent`: a file or record is destroyed."""
    with_commit(keeping.destroy, place_of(content))
