"""Tables of the fields and lists of the API, from the schemas themselves."""

from collective.z3cform.datagridfield.interfaces import IRow
from plone.dexterity.utils import iterSchemataForType
from plone.namedfile.interfaces import INamedField
from zope.component import getUtility
from zope.schema import getFieldsInOrder
from zope.schema import interfaces


KINDS = (
    (INamedField, "file"),
    (interfaces.IChoice, "token of {list}"),
    (interfaces.ICollection, "list of {inner}"),
    (interfaces.IBool, "true or false"),
    (interfaces.IInt, "whole number"),
    (interfaces.IDatetime, "date and time"),
    (interfaces.IDate, "date"),
    (interfaces.ITextLine, "one line"),
    (interfaces.IText, "text"),
    (interfaces.INativeStringLine, "one line"),
)


def fields_table(portal_type):
    """Markdown table of what a client may send for a type."""
    rows = ["| Field | What it is | Value | Needed |", "|---|---|---|---|"]
    for name, field in fields_of(portal_type):
        if not field.readonly:
            needed = "yes" if field.required and not usual(field) else ""
            rows.append(f"| `{name}` | {words(field)} | {kind(field)} | {needed} |")
    return "\n".join(rows)


def set_by_portal(portal_type):
    """Sentence with the fields a client only reads."""
    names = [f"`{name}`" for name, field in fields_of(portal_type) if field.readonly]
    return f"Set by the portal: {', '.join(names)}."


def fields_of(portal_type):
    schemata = iterSchemataForType(portal_type)
    return [pair for schema in schemata for pair in getFieldsInOrder(schema)]


def words(field):
    """What the form says of a field."""
    described = f". {field.description}" if field.description else ""
    return f"{field.title}{described}".replace("|", "/")


def kind(field):
    """What a value looks like."""
    if IRow.providedBy(field):
        return f"rows of {columns(field)}"
    pattern = next(text for interface, text in KINDS if interface.providedBy(field))
    if "{list}" in pattern:
        usually = f", if not sent `{field.default}`" if field.default else ""
        return pattern.format(list=f"[{listed(field)}](#lists)") + usually
    if "{inner}" in pattern:
        inner = field.value_type
        return kind(inner) if IRow.providedBy(inner) else pattern.format(inner=plural(kind(inner)))
    return pattern


def usual(field):
    return field.default is not None


def plural(text):
    return text.replace("token of", "tokens of")


def columns(row):
    """The columns of a table field."""
    return ", ".join(
        f"`{name}` ({kind(column)}{', needed' if column.required else ''})"
        for name, column in getFieldsInOrder(row.schema)
    )


def listed(field):
    return field.vocabularyName.partition(".")[2]


#: Lists that differ from place to place.
OF_A_PLACE = {
    "welfarefiles.Leaders": "the leads and authorisers of the school, by user name",
    "welfarefiles.Staff": "the people of the school, by user name",
    "welfarefiles.EventsToTell": "the events of the file, by their `id`",
}


def lists_table(portal, portal_types):
    """Markdown table of the lists as shipped, for all choices of these types."""
    rows = ["| List | Tokens |", "|---|---|"]
    for name in sorted({name for one in portal_types for name in list_names(one)}):
        terms = getUtility(interfaces.IVocabularyFactory, name)(portal)
        tokens = ", ".join(f"`{term.token}` {term.title}" for term in terms)
        rows.append(f"| `{name}` | {tokens or OF_A_PLACE[name]} |")
    return "\n".join(rows)


def list_names(portal_type):
    for _name, field in fields_of(portal_type):
        inner = getattr(field, "value_type", None) or field
        columns = getFieldsInOrder(inner.schema) if IRow.providedBy(inner) else [("", inner)]
        for _column, choice in columns:
            if interfaces.IChoice.providedBy(choice):
                yield choice.vocabularyName
