"""What a paper volume is."""

from ..records.interfaces import ISignedRecord


class IPaperVolume(ISignedRecord):
    """One volume of a paper file: that there is one, and where (R099, R101)."""
