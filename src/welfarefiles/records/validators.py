"""The rules of records (`records.rules`) as form and REST ask them, before anything is saved."""

from ..calendars import london
from ..errors import FieldInvalid
from . import schema
from .rules import problems
from z3c.form.util import getSpecification
from z3c.form.validator import InvariantsValidator
from z3c.form.validator import NoInputData
from z3c.form.validator import WidgetsValidatorDiscriminators
from zope.schema import getFieldNames


class RecordValidator(InvariantsValidator):
    """Errors of the schema's invariants, and a sentence at each field the rules object to."""

    portal_type = ""

    def validateObject(self, data):
        found = problems(self.portal_type, self.values(data), london.now())
        return super().validateObject(data) + tuple(
            FieldInvalid(sentence, name) for name, sentence in found.items()
        )

    def values(self, data):
        """The entered values; of a change, those of the record where none was entered."""
        values = {}
        for name in getFieldNames(self.schema):
            try:
                values[name] = getattr(data, name)
            except NoInputData:
                continue
        return values


class ContactNoteValidator(RecordValidator):
    portal_type = "ContactNote"


class ConcernValidator(RecordValidator):
    portal_type = "Concern"


class AssessmentValidator(RecordValidator):
    portal_type = "Assessment"


class PlanValidator(RecordValidator):
    portal_type = "Plan"


class WelfareDocumentValidator(RecordValidator):
    portal_type = "WelfareDocument"


class CorrespondenceValidator(RecordValidator):
    portal_type = "Correspondence"


class DecisionValidator(RecordValidator):
    portal_type = "Decision"


class ClosingSummaryValidator(RecordValidator):
    portal_type = "ClosingSummary"


VALIDATORS = (
    (ContactNoteValidator, schema.IContactNoteSchema),
    (ConcernValidator, schema.IConcernSchema),
    (AssessmentValidator, schema.IAssessmentSchema),
    (PlanValidator, schema.IPlanSchema),
    (WelfareDocumentValidator, schema.IWelfareDocumentSchema),
    (CorrespondenceValidator, schema.ICorrespondenceSchema),
    (DecisionValidator, schema.IDecisionSchema),
    (ClosingSummaryValidator, schema.IClosingSummarySchema),
)
for _validator, _schema in VALIDATORS:
    # Forced: asked for is what the schema itself provides, not what provides the schema.
    WidgetsValidatorDiscriminators(_validator, schema=getSpecification(_schema, force=True))
