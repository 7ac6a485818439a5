"""Fields as a person reads them: one list of labels and values for any of our objects.

A new record type needs no template of its own: its page, its print and its plain text come from
the schema, in the order of the form, empty fields left out.
"""

from ..bodymap.field import as_rows
from ..bodymap.field import IBodyMap
from ..calendars import london
from Acquisition import aq_base
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamedField
from zope.component import getUtility
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine
from zope.schema.interfaces import IVocabularyFactory


#: Tag of a schema whose fields are shown although only the portal sets them.
SHOWN = "welfarefiles.files.shown"


@dataclass(frozen=True)
class Shown:
    """One field on a page. `kind` is text, line, list, rows or file; `value` fits it."""

    name: str
    label: str
    kind: str
    value: object


def shown_fields(obj, skip=()):
    """The filled fields of an object, in the order of its form, as `Shown`."""
    fields = (field for schema in iterSchemata(obj) for field in getFieldsInOrder(schema))
    shown = []
    for name, field in fields:
        value = getattr(obj, name, None)
        if name in skip or is_hidden(field) or value in (None, "", [], False) or value == set():
            continue
        kind, readable = readable_value(obj, field, value)
        shown.append(Shown(name, field.title, kind, readable))
    return shown


def is_hidden(field):
    """Whether a field is the portal's own business."""
    return field.readonly and not field.interface.queryTaggedValue(SHOWN)


def readable_value(obj, field, value):
    """(kind, value) of one field for reading."""
    if INamedField.providedBy(field):
        return "file", value
    if IChoice.providedBy(field):
        return "line", choice_title(obj, field, value)
    if ICollection.providedBy(field):
        return readable_collection(obj, field, value)
    if IBool.providedBy(field):
        return "line", "Yes"
    if isinstance(value, datetime):
        return "line", london.format_datetime(value)
    if isinstance(value, date):
        return "line", london.format_date(value)
    if IText.providedBy(field) and not ITextLine.providedBy(field):
        return "text", value
    return "line", str(value)


def readable_collection(obj, field, value):
    """Rows of a table for a list of dicts, titles for a set of choices."""
    if IBodyMap.providedBy(field):
        labels, rows = as_rows(value)
        return "rows", {"labels": labels, "rows": rows, "marks": value}
    row_schema = getattr(field.value_type, "schema", None)
    if row_schema is None:
        return "list", sorted(choice_title(obj, field.value_type, item) for item in value)
    columns = getFieldsInOrder(row_schema)
    labels = [column.title for _name, column in columns]
    rows = [[cell_shown(obj, column, row.get(name)) for name, column in columns] for row in value]
    return "rows", {"labels": labels, "rows": rows}


def cell_shown(obj, column, value):
    """A cell of a row in words: the title of what was chosen, else the value itself."""
    if value and IChoice.providedBy(column):
        return str(choice_title(obj, column, value))
    return readable_cell(value)


def readable_cell(value):
    """A cell of a row; nothing for what is not known."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return london.format_short_date(value)
    return "" if value is None else str(value)


def choice_title(obj, field, token):
    """Title of a chosen term; the token itself when its list no longer has it.

    What was signed keeps the words it was signed with.
    """
    sealed = (getattr(aq_base(obj), "sealed_words", None) or {}).get("titles", {})
    kept = sealed.get(field.__name__)
    if isinstance(kept, dict) and isinstance(kept.get(token), str):
        return kept[token]
    vocabulary = field.vocabulary
    if vocabulary is None:
        vocabulary = getUtility(IVocabularyFactory, field.vocabularyName)(obj)
    try:
        return vocabulary.getTerm(token).title or str(token)
    except LookupError:
        return str(token)
