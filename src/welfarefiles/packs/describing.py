"""The front sheet in words, for the first page of a pack."""

from ..files.display import shown_fields
from zope.globalrequest import getRequest
from zope.i18n import translate


def facts(file):
    """[(label, value)] of what is filled in on a front sheet."""
    found = [(said(one.label), in_words(one)) for one in shown_fields(file)]
    return [(label, value) for label, value in found if value]


def in_words(one):
    """One field of `files.display` as a text."""
    if one.kind == "list":
        return ", ".join(map(said, one.value))
    if one.kind == "rows":
        return "\n".join("; ".join(filter(None, row)) for row in one.value["rows"])
    if one.kind == "file":
        return ""
    return said(one.value)


def said(message):
    """A message as plain text."""
    return str(translate(message, context=getRequest()))
