"""What our content is to the ledger: uids and references, never a name."""

from ..interfaces import IFilesFolder
from ..interfaces import ISchool
from ..interfaces import IWelfareFileBase
from ..ledger.interfaces import ILedgerSubject
from ..ledger.subject import Subject
from ..people.stored import uid_of
from ..people.team import school_of
from zope.component import adapter
from zope.interface import implementer


@implementer(ILedgerSubject)
@adapter(ISchool)
def school_subject(school):
    """A school."""
    return Subject(school_uid=uid_of(school))


@implementer(ILedgerSubject)
@adapter(IFilesFolder)
def folder_subject(folder):
    """The folder of its files is the school to the ledger."""
    return school_subject(school_of(folder))


@implementer(ILedgerSubject)
@adapter(IWelfareFileBase)
def file_subject(file):
    """A file."""
    school = school_of(file)
    return Subject(
        school_uid=uid_of(school) if school is not None else "",
        file_uid=uid_of(file),
        file_type=file.portal_type,
        reference=file.reference or "",
    )
