"""A record as a document: all it says, by whom and when, in one stable form (R025, R086).

`record_document` is what an export, a print, a pack and the check are made from. What is fixed by
a signature is its part ``content``, whose fingerprint is `content_hash`.
"""

from ..access.section import is_restricted
from ..calendars import london
from ..files.display import choice_title
from ..people.names import fullname
from ..people.stored import uid_of
from ..records.events import file_of
from ..records.parts import parts_of
from ..records.schema import ISystemRecordFields
from .checking import FORMAT
from .checking import last_of
from .checking import measured
from .fingerprint import fingerprint
from .fingerprint import NotCanonical
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal
from plone import api
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamedField
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection

import re


#: Where a record is filed, not what it says: it may be put into another volume (R099).
FILING = frozenset({"volume"})
ROLES = ("author", "account_of", "witness")


def record_document(record):
    """Everything about a record as JSON: dicts, lists, texts, whole numbers, true, false, None.

    The bytes of attachments are not in it, their SHA-256 is. Shapes: `docs/record-format.md`.
    """
    content = content_of(record)
    return {
        "format": FORMAT,
        "content": content,
        "content_hash": fingerprint(content),
        "seal": seal_document(record),
        "parts": [part_document(part) for part in parts_of(record)],
        "later": [dict(link) for link in record.later],
        "state": state_document(record),
        "labels": {name: said(field.title) for name, field in fields_of(record)},
        "signed": last_of(record.later, "signed", "submitted"),
        "authorised": last_of(record.later, "authorised"),
        "changed_by": [person(user_id) for user_id in record.edited_by or ()],
        "volume": getattr(record, "volume", None) or 1,
        "restricted": bool(is_restricted(record)),
    }


def content_hash(record):
    """SHA-256 (64 hexadecimal digits) of what a record says now; blobs are read for it."""
    return fingerprint(content_of(record))


def content_of(record):
    """The part of the document that a signature fixes.

    Terms and people are named as they were when the record was sealed: a list that is edited, or an
    account that goes, changes nothing of what was signed. Raises `NotCanonical`.
    """
    words = words_of(record)
    return {
        "format": FORMAT,
        "uid": uid_of(record),
        "file": file_of(record).reference,
        "type": record.portal_type,
        "recorded_at": plain(record.recorded_at),
        "fields": {name: plain(value) for name, _field, value in values_of(record)},
        "attachments": list(attachments_of(record)),
        "people": people_of(record, words["names"]),
        "titles": words["titles"],
        **beside_of(record),
        # of one that another school signed: by what it was known there
        **(record.received or {}),
    }


def beside_of(record):
    """What is fixed besides the fields, as the record was sealed with, or as it is now."""
    return (record.sealed_beside or {}) if record.sealed_hash else record.beside_fields()


def words_of(record):
    """`{"titles", "names"}` as the record was sealed with, or as they are now."""
    return record.sealed_words or present_words(record)


def present_words(record):
    """What its terms and people are called now: titles by field, names by user id."""
    titles = {"type": said(record.Title())}
    for name, field, value in values_of(record):
        found = titles_in(record, field, value)
        if found:
            titles[name] = found
    return {
        "titles": titles,
        "names": {user_id: fullname(user_id) for _role, user_id in ids_of(record)},
    }


def ids_of(record):
    """(role, user id) of those who stand behind a record."""
    found = ((role, getattr(record, role, None)) for role in ROLES)
    return [(role, user_id) for role, user_id in found if user_id]


def people_of(record, names):
    """`{role: {"id", "name"}}` of those who stand behind a record."""
    return {
        role: {"id": user_id, "name": names.get(user_id) or fullname(user_id)}
        for role, user_id in ids_of(record)
    }


def titles_in(record, field, value):
    """`{token: title}` of the terms in one field."""
    if IChoice.providedBy(field):
        return {str(value): said(choice_title(record, field, value))}
    if not ICollection.providedBy(field):
        return {}
    if IChoice.providedBy(field.value_type):
        return {str(one): said(choice_title(record, field.value_type, one)) for one in value}
    found = {}
    for name, column in columns_of(field):
        chosen = (row.get(name) for row in value) if IChoice.providedBy(column) else ()
        titles = {str(one): said(choice_title(record, column, one)) for one in chosen if one}
        if titles:
            found[name] = titles
    return found


def columns_of(field):
    """(name, field) of the columns of a field of rows; nothing for any other list."""
    schema = getattr(field.value_type, "schema", None)
    return getFieldsInOrder(schema) if schema is not None else ()


def fields_of(record):
    """(name, field) of all that is a record's content, in the order of its form."""
    for schema in iterSchemata(record):
        if schema is not ISystemRecordFields:
            yield from (pair for pair in getFieldsInOrder(schema) if pair[0] not in FILING)


def values_of(record):
    """(name, field, value) of what is filled in; uploads apart."""
    for name, field in fields_of(record):
        value = getattr(record, name, None)
        if not (INamedField.providedBy(field) or is_empty(value)):
            yield name, field, value


def is_empty(value):
    """Whether a field says nothing: what a later version adds must change no fingerprint."""
    return value is None or value is False or value in ("", [], ()) or value == set()


def attachments_of(record):
    """What is said of each upload. `path` is where it stands in an export."""
    for name, field in fields_of(record):
        file = getattr(record, name, None) if INamedField.providedBy(field) else None
        if file is None:
            continue
        with file.open() as stream:
            size, digest = measured(stream)
        yield {
            "field": name,
            "path": path_of(name, file.filename),
            "name": file.filename or "",
            "type": file.contentType or "",
            "size": size,
            "sha256": digest,
        }


def path_of(name, file_name):
    """Where an upload stands in an export: never under its own name, which may be a child's."""
    ending = re.search(r"\.[a-z0-9]{1,8}$", (file_name or "").lower(), re.ASCII)
    return f"attachments/{name}{ending[0] if ending else ''}"


def plain(value):
    """A stored value in JSON. Raises `NotCanonical` for what has no one form.

    Instants are London's with their offset; a number with a fraction is a text.
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (float, Decimal)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value))
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    raise NotCanonical(type(value).__name__)


def moment(instant):
    """An instant on London's clock with its offset; None for none."""
    if instant is None:
        return None
    aware = london.is_aware(instant)
    return (london.in_london(instant) if aware else instant).isoformat()


def seal_document(record):
    """What fixed the content, when and by whom; None for a draft."""
    signed = last_of(record.later, "signed", "submitted")
    if not record.sealed_hash:
        return None
    by = person(record.sealed_by) if record.sealed_by else None
    return {"hash": record.sealed_hash, **(signed or {"at": moment(record.sealed_at), "by": by})}


def part_document(part):
    """A table of what happened to the record since it was signed."""
    rows = [{"cells": list(row.cells), "struck": row.struck} for row in part.rows]
    return {"title": said(part.title), "labels": [said(one) for one in part.labels], "rows": rows}


def person(user_id):
    """`{"id", "name"}` by the name of today."""
    return {"id": user_id, "name": fullname(user_id)}


def state_document(record):
    """The state and its title."""
    tool = api.portal.get_tool("portal_workflow")
    state = api.content.get_state(record)
    return {"id": state, "title": said(tool.getTitleForStateOnType(state, record.portal_type))}


def said(message):
    """A message as plain text."""
    return str(translate(message, context=getRequest()))
