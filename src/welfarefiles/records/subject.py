"""What a record is to the ledger: its file, its uid and its type."""

from ..files.subject import file_subject
from ..interfaces import IRecord
from ..ledger.interfaces import ILedgerSubject
from ..ledger.subject import NOTHING
from ..people.stored import uid_of
from .events import file_of
from dataclasses import replace
from zope.component import adapter
from zope.interface import implementer


@implementer(ILedgerSubject)
@adapter(IRecord)
def record_subject(record):
    """A record of a file."""
    file = file_of(record)
    its = file_subject(file) if file is not None else NOTHING
    return replace(its, record_uid=uid_of(record), record_type=record.portal_type)
