"""What a record is called in the body of a page: its kind in words."""

from plone.dexterity.schema import SCHEMA_CACHE
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory


def heading_of(record):
    """For example ``Home visit, no access`` or ``Concern: tired on arrival``."""
    heading = kind_title(record) or record.Title()
    told = getattr(record, record.named_by, None) if record.named_by else None
    if told:
        heading = f"{heading}: {told}"
    return f"{heading}, {record.heading_note}" if record.heading_note else heading


def kind_title(record):
    """Title of what was chosen in the field `kind`, empty for a type without kinds."""
    schema = SCHEMA_CACHE.get(record.portal_type)
    field = schema.get("kind") if schema is not None else None
    if field is None or not record.kind:
        return ""
    terms = getUtility(IVocabularyFactory, field.vocabularyName)(None)
    return str(terms.getTerm(record.kind).title)
