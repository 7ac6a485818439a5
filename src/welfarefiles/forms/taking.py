"""From what a form gathered to what is raised: each answer in words, pictures apart."""

from .. import _
from ..bodymap.field import IBodyMap
from ..bodymap.field import MOST_MARKS
from ..bodymap.field import numbered_words
from ..calendars import london
from ..index.words import words
from ..rest.upload import EMPTY
from ..rest.upload import file_name
from ..rest.wording import Unreadable
from .pupils import pupils
from .raising import BadConcern
from .raising import MOST_PHOTOGRAPHS
from .raising import Sent
from datetime import date
from datetime import datetime
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import INamed
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IChoice

import mimetypes


#: One picture of a telephone has some megabytes.
MOST_BYTES = 25 * 1024 * 1024
#: Of all files of one concern.
MOST_TOGETHER = 100 * 1024 * 1024
TOGETHER = _("These files are larger than 100 MB together. Leave some out.")
TOO_LARGE_HERE = _("One of these files is larger than 25 MB.")


def sent_of(school, schema, data, child, pupil, photographs, flags):
    """The `Sent` of a form's data, {field name: value}."""
    name, key = named_child(school, child, pupil)
    files = [value for value in data.values() if INamed.providedBy(value)]
    return Sent(
        marks=marks_of(schema, data),
        child=name,
        pupil=key,
        answers=answers(schema, data),
        happened_at=_moment(data.get("happened_at")),
        danger=data.get("danger") is True,
        photographs=(*photographs, *files),
        flags=flags,
        told=tuple(_token(data.get(name)) for name in ("parents_know", "not_told_reason")),
    )


def marks_of(schema, data):
    """Tuple of the marks of the form's body map, each a dict; of all of them if it has several."""
    maps = (name for name, field in getFieldsInOrder(schema) if IBodyMap.providedBy(field))
    return tuple(dict(mark) for name in maps for mark in data.get(name) or ())[:MOST_MARKS]


def named_child(school, child, pupil):
    """(name, key of the list or "") of the child meant by what was typed and what was chosen.

    What was typed counts: a key that belongs to another name is one chosen before.
    """
    known, typed = pupils(school), child.strip()
    chosen = known.get(pupil) if pupil else None
    if chosen is not None and typed and words(typed) != words(chosen.label):
        chosen = None
    chosen = chosen or (known.named(typed) if typed else None)
    return (typed or chosen.label, chosen.key) if chosen else (typed, "")


def _token(value):
    return value if isinstance(value, str) and len(value) < 100 else ""


def _moment(value):
    return value if isinstance(value, datetime) and london.is_aware(value) else None


def answers(schema, data):
    """Tuple of (name, label, text) of what was answered, in the order of the form."""
    found = []
    for name, field in getFieldsInOrder(schema):
        text = in_words(field, data.get(name))
        if text:
            label = translate(field.title, context=getRequest())
            found.append((name, label, text))
    return tuple(found)


def in_words(field, value):
    """A value as a person reads it; "" for none and for a box that is not ticked."""
    if value is None or value is False or INamed.providedBy(value):
        return ""
    if value is True:
        return translate(_("Yes"), context=getRequest())
    if isinstance(value, datetime):
        return london.format_datetime(value) if london.is_aware(value) else value.isoformat()
    if isinstance(value, date):
        return london.format_date(value)
    if IBodyMap.providedBy(field):
        return numbered_words(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        inner = getattr(field, "value_type", None)
        parts = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ", ".join(filter(None, (in_words(inner, one) for one in parts)))
    if IChoice.providedBy(field):
        return _term(field, value)
    return str(getattr(value, "raw", value)).strip()


def _term(field, value):
    vocabulary = getattr(field.bind(None), "vocabulary", None)
    try:
        title = vocabulary.getTerm(value).title
    except (AttributeError, LookupError):
        return str(value)
    return translate(title, context=getRequest()) if title else str(value)


def photographs_of(uploads):
    """`NamedBlobFile`s of what was uploaded (ZPublisher uploads). Raises `BadConcern`."""
    uploads = uploads if isinstance(uploads, list) else [uploads]
    chosen = [one for one in uploads if getattr(one, "filename", None)]
    refuse_too_many(chosen, sum(map(_size, chosen)))
    return tuple(_photograph(one) for one in chosen)


def refuse_too_many(chosen, size):
    """Raise `BadConcern` before anything is read into memory."""
    if len(chosen) > MOST_PHOTOGRAPHS:
        words = {"most": MOST_PHOTOGRAPHS}
        raise BadConcern(_("Choose at most ${most} files.", mapping=words), "photographs")
    if size > MOST_TOGETHER:
        raise BadConcern(TOGETHER, "photographs")


def _size(upload):
    upload.seek(0, 2)
    size = upload.tell()
    upload.seek(0)
    return size


def _photograph(upload):
    data = upload.read(MOST_BYTES + 1)
    return photograph(data, upload.filename)


def photograph(data, name):
    """One file of a concern. Its type goes by its name; nothing is ever served by it."""
    if not data:
        raise BadConcern(EMPTY, "photographs")
    if len(data) > MOST_BYTES:
        raise BadConcern(TOO_LARGE_HERE, "photographs")
    try:
        name = file_name(name)
    except Unreadable as error:
        raise BadConcern(error.args[0], "photographs") from error
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return NamedBlobFile(data=data, contentType=content_type, filename=name)
