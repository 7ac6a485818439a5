"""What a letter is."""

from ..interfaces import IRecord


class ILetter(IRecord):
    """A letter to one person: made by the portal, never edited, sent or not (R158)."""
