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


class BadRow(ValueError):
    """A line that cannot be added to a record's log, or changed there.

    `field` names what it stands beside, `message` is a sentence for people.
    """

    def __init__(self, field, message):
        super().__init__(message)
        self.field, self.message = field, message
