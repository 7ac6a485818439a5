"""What a meeting is."""

from ..records.interfaces import ISignedRecord


class IMeeting(ISignedRecord):
    """A meeting about the child, with its attendance and the school's report (R017, R019, R070)."""
