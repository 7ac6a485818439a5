"""What an entry is about: a school, a file or a record, by uid and reference, never by name."""

from .interfaces import ILedgerSubject
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """A school, a file of it, a record of that. Empty where something does not apply."""

    school_uid: str = ""
    file_uid: str = ""
    file_type: str = ""
    reference: str = ""
    record_uid: str = ""
    record_type: str = ""


NOTHING = Subject()


def subject_of(context):
    """The `Subject` an object is; `NOTHING` for None and for what has no adapter."""
    if context is None:
        return NOTHING
    return ILedgerSubject(context, NOTHING)
