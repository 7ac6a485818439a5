"""Events in school life, and notifications."""

from ..records.interfaces import ISignedRecord


class ISchoolEvent(ISignedRecord):
    """Exclusion, unexplained absence, change in circumstances, behaviour, form tutor log."""


class INotification(ISignedRecord):
    """Somebody was told, or told the school: Children's Social Care, the police (R046, R067)."""
