"""What the medication log is."""

from ..records.interfaces import ISignedRecord


class IMedicationLog(ISignedRecord):
    """The log of what medicine a child was given in school (R041): one to a child."""
