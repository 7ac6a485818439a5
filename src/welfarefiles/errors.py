"""Errors a rule raises for a form and for REST alike."""

from zope.interface import Invalid


class FieldInvalid(Invalid):
    """A value is wrong in the light of others: a sentence, and the field it stands beside.

    :param message: what is wrong and what to do, for the person.
    :param field: name of the schema field.
    """

    def __init__(self, message, field):
        super().__init__(message)
        self.field = field
