"""What a record is called in the body of a page: its kind in words."""

from ..files import vocabularies
from .interfaces import IAssessment
from .interfaces import IConcern
from .interfaces import IContactNote
from .interfaces import ICorrespondence
from .interfaces import IPlan
from .interfaces import IWelfareDocument


KINDS = (
    (IContactNote, vocabularies.contact_kinds),
    (IAssessment, vocabularies.assessment_kinds),
    (IPlan, vocabularies.plan_kinds),
    (IWelfareDocument, vocabularies.document_kinds),
)


def heading_of(record):
    """For example ``Home visit, no access`` or ``Concern: tired on arrival``.

    A type of another concern says its own, as `own_heading`.
    """
    own = getattr(record, "own_heading", None)
    if own:
        return own
    if IConcern.providedBy(record):
        return f"{record.Title()}: {record.nature}"
    if ICorrespondence.providedBy(record):
        return f"{record.Title()}: {record.subject}" if record.subject else record.Title()
    title = kind_title(record) or record.Title()
    if IContactNote.providedBy(record):
        return f"{title}, no access" if record.no_access else title
    if IWelfareDocument.providedBy(record) and record.heading:
        return f"{title}: {record.heading}"
    return title


def kind_title(record):
    """Title of the record's kind, empty for a type without kinds."""
    for interface, vocabulary in KINDS:
        if interface.providedBy(record):
            return str(vocabularies.title_of(vocabulary, record.kind))
    return ""
