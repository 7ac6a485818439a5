"""What the index and the ledger keep of something raised."""

from ..files.subject import school_subject
from ..index.interfaces import IIndexRows
from ..index.rows import ConcernRow
from ..index.rows import ConcernRows
from ..interfaces import IConcernsFolder
from ..interfaces import IRaisedConcern
from ..ledger.interfaces import ILedgerSubject
from ..people.stored import uid_of
from ..people.team import school_of
from dataclasses import replace
from plone import api
from zope.component import adapter
from zope.interface import implementer


@implementer(IIndexRows)
@adapter(IRaisedConcern)
class ConcernIndex:
    """One row for the inbox."""

    file_uid = ""

    def __init__(self, context):
        self.context = context
        self.uid = uid_of(context)

    def rows(self):
        concern = self.context
        return ConcernRows(
            concern=ConcernRow(
                uid=self.uid,
                school_uid=uid_of(school_of(concern)),
                kind=concern.kind,
                state=api.content.get_state(concern),
                path="/".join(concern.getPhysicalPath()),
                reference=concern.reference,
                revision=concern.revision,
                reporter=concern.reporter,
                raised_at=concern.raised_at,
                danger=concern.danger,
                child=concern.child,
                pupil=concern.pupil,
                file_uid=concern.file_uid,
                assigned_to=concern.assigned_to,
                escalated=concern.escalated_at is not None,
                flagged=bool(concern.flags),
                digest=concern.digest,
            )
        )


@implementer(ILedgerSubject)
@adapter(IConcernsFolder)
def folder_subject(folder):
    """The folder is its school to the ledger."""
    return school_subject(school_of(folder))


@implementer(ILedgerSubject)
@adapter(IRaisedConcern)
def concern_subject(concern):
    """Something raised: by its reference; of the file it went into it says nothing."""
    its = school_subject(school_of(concern))
    return replace(
        its,
        reference=concern.reference,
        record_uid=uid_of(concern),
        record_type=concern.portal_type,
    )
