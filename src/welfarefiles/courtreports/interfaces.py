"""What a court report is."""

from ..records.interfaces import IAuthorisedRecord


class ICourtReport(IAuthorisedRecord):
    """A report in court proceedings, authorised by a manager who did not write it (R104, R115)."""
