"""Correcting what was signed: an addendum, written and signed in one, beside what it corrects.

The record stays as it was; both are shown, searched and printed, each with its date.
"""

from .. import _
from ..errors import FieldInvalid
from ..ledger.writing import enter
from ..named.matching import find
from ..named.school import registers
from ..permissions import ADD_RECORD
from ..permissions import may
from ..records.events import file_of
from ..rest.fromjson import text_of
from ..rest.wording import Unreadable
from .history import deeds
from .seal import add_link
from .seal import added_by
from plone import api


#: States in which a record can be corrected so: a draft is edited, what is struck stays struck.
CORRECTABLE = frozenset({"signed", "authorised"})
LONGEST, LONGEST_ABOUT = 20_000, 250

WHAT = _("Write what is to be added or put right.")
ABOUT = _("Say what it is about, for example: the time of the call.")
OTHERS = _("Another child may be named here: ${words}. Change it, or say here why it stays.")
TOO_LONG = _("This is too long.")
TWICE = _("You have added this already.")
NOT_NOW = _("Only a signed or authorised record is corrected by an addendum.")


def addenda(record):
    """The addenda of a record as `Deed`s, the oldest first."""
    return deeds(record, "addendum")


def may_add(record):
    """Whether the person may write an addendum: whoever may add records here, to what is signed."""
    return may(ADD_RECORD, record) and is_correctable(record)


def is_correctable(record):
    """Whether a record is in a state in which it is corrected by an addendum."""
    return bool(record.sealed_hash) and api.content.get_state(record) in CORRECTABLE


def add_addendum(record, about, text, names_stay=""):
    """Write and sign an addendum, and return its link.

    The caller has checked that the person may add records here. Raises `FieldInvalid` with a
    sentence for what is wrong with `about`, `text` or (no field) the state of the record, and for
    other children named without the reason why they are (`names_stay`, R106).
    """
    if not is_correctable(record):
        raise FieldInvalid(NOT_NOW, None)
    about = checked(about, "about", ABOUT, LONGEST_ABOUT)
    text = checked(text, "text", WHAT, LONGEST)
    by = api.user.get_current().getId()
    for link in record.later:
        if (added_by(record, link), link.get("about"), link.get("text")) == (by, about, text):
            raise FieldInvalid(TWICE, "text")
    names = others_named(record, about, text)
    stay = checked(names_stay, "names_stay", others(names), LONGEST_ABOUT) if names else ""
    link = add_link(record, "addendum", by, about=about, text=text, names_stay=stay)
    enter("signing.addendum", record, fingerprint=link["hash"], number=link["number"])
    return link


def others_named(record, *texts):
    """The words by which other children are named, as whoever writes may know."""
    found = find(texts, *registers(file_of(record), texts))
    return [
        text[one.start : one.end]
        for text, its in zip(texts, found, strict=True)
        for one in its
        if not one.is_known
    ]


def others(names):
    """The sentence about them."""
    words = ", ".join(f"“{name}”" for name in dict.fromkeys(names))
    return _(OTHERS, mapping={"words": words})


def checked(given, name, missing, longest):
    """A text that can be kept; raises `FieldInvalid`."""
    try:
        text = text_of(given)
    except Unreadable as error:
        raise FieldInvalid(error.args[0], name) from error
    if not text:
        raise FieldInvalid(missing, name)
    if len(text) > longest:
        raise FieldInvalid(TOO_LONG, name)
    return text
