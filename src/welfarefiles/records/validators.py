"""The rules of records (`records.rules`) as form and REST ask them, before anything is saved."""

from ..calendars import london
from ..errors import FieldInvalid
from ..interfaces import IWelfareFilesLayer
from .interfaces import IRecordFields
from .interfaces import RULE
from .rules import problems
from z3c.form.interfaces import IManagerValidator
from z3c.form.validator import InvariantsValidator
from z3c.form.validator import NoInputData
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import getFieldNames


@implementer(IManagerValidator)
@adapter(Interface, IWelfareFilesLayer, Interface, IRecordFields, Interface)
class RecordValidator(InvariantsValidator):
    """Errors of the schema's invariants, and a sentence at each field the rules object to."""

    def validateObject(self, data):
        own = self.schema.queryTaggedValue(RULE)
        found = problems(self.values(data), london.now(), own)
        return super().validateObject(data) + tuple(
            FieldInvalid(sentence, name) for name, sentence in found.items()
        )

    def values(self, data):
        """The entered values, those the form sets without asking, and of a change the record's."""
        values = {}
        for name in getFieldNames(self.schema):
            try:
                values[name] = getattr(data, name)
            except NoInputData:
                continue
        return {**values, **getattr(self.view, "fixed", {})}
