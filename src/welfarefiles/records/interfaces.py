"""What a record in a file is. Each type is a class, a schema and a file in the profile."""

from ..interfaces import IRecord
from zope.interface.interfaces import IInterface


#: Tag of a record's schema: the rule (`records.rules.Rule`) for what no single field can tell.
RULE = "welfarefiles.records.rule"


class IRecordFields(IInterface):
    """Provided by the schema of every record: form and REST then ask `RecordValidator`."""


class ISignedRecord(IRecord):
    """A record its author signs (``record_workflow``); once signed it never changes."""


class IAuthorisedRecord(IRecord):
    """A record somebody else authorises (``authorisation_workflow``)."""


class IContactNote(ISignedRecord):
    """Contact with parents, professionals, the child (R018-R023)."""


class IConcern(ISignedRecord):
    """A welfare concern or disclosure (R024, R025)."""


class IWelfareDocument(ISignedRecord):
    """An uploaded document (R012-R017, R026)."""


class ICorrespondence(ISignedRecord):
    """An email that led to an action or a decision (R127, R130, R132)."""


class IDecision(ISignedRecord):
    """A manager's advice or decision (R103)."""


class IAssessment(IAuthorisedRecord):
    """An assessment (R011, R104, R154)."""


class IPlan(IAuthorisedRecord):
    """A plan: PEP, provision map, care plan (R013, R014, R104)."""


class IClosingSummary(IAuthorisedRecord):
    """Closing summary with the checklist of Appendix 2 (R156, R157)."""
