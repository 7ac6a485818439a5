"""The children a contact was about: files a person may write in, the brothers and sisters first."""

from .. import _
from ..access.who import who_asks
from ..lookup import query
from ..lookup.query import Filters
from ..named.around import around
from ..named.register import Child
from ..named.register import joined
from ..people.stored import uid_of
from ..people.team import school_of
from ..permissions import ADD_RECORD
from ..permissions import may
from dataclasses import replace
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import re


#: Files offered one by one; whoever may write in more names the others by reference. Of a common
#: family name so many are looked at.
OFFERED, MOST_OFFERED = 8, 20
OPEN = Filters(state=frozenset({"open"}))
REFERENCE = re.compile(r"[A-Z]{2}-\d{4}-\d{6}")
NO_SUCH = _("There is no open file ${reference} in which you may write")
SAME = _("${reference} is the file of this child")
NOT_READ = _("Write references such as WF-2026-000123, with commas between them")
MOST = 12
TOO_MANY = _("At most 12 children at a time")


class BadChoice(ValueError):
    """A file that cannot be meant. The text is a message for whoever chose it."""


def child_in(file):
    """The child of a file by its names."""
    return Child(file.given_name or "", file.family_name or "", file.known_as or "")


def is_sibling(one, other):
    """Whether two files are of brothers or sisters: one front sheet says so, or family and home."""
    for this, that in ((one, other), (other, one)):
        about = around(child_in(this), this.people or ())
        if child_in(that).key in about.sibling_keys:
            return True
    homes = [" ".join((file.address or "").split()).casefold() for file in (one, other)]
    families = [joined(file.family_name) for file in (one, other)]
    return bool(homes[0]) and homes[0] == homes[1] and families[0] == families[1]


def may_write(file):
    """Whether the person may put a record into a file now."""
    return may("View", file) and may(ADD_RECORD, file)


def offered(file):
    """[(file, whether a brother or sister)] the person can choose from at once.

    A form asks several times in a request.
    """
    kept, key = IAnnotations(getRequest(), {}), f"welfarefiles.joint.{uid_of(file)}"
    if key not in kept:
        kept[key] = _offered(file)
    return kept[key]


def _offered(file):
    rows = _rows(file, OPEN, OFFERED + 2)
    if len(rows) > OFFERED + 1:
        names = [file.family_name, *(one.family for one in _siblings(file))]
        rows = _rows(file, replace(OPEN, family=frozenset(filter(None, names))), MOST_OFFERED)
    few, own = len(rows) <= OFFERED + 1, child_in(file).key
    others = [
        other for other in map(_file, rows) if other is not None and child_in(other).key != own
    ]
    found = [(other, is_sibling(file, other)) for other in others]
    ordered = sorted(found, key=lambda pair: (not pair[1], pair[0].reference))
    return [pair for pair in ordered if (few or pair[1]) and may_write(pair[0])][:OFFERED]


def by_reference(file, text):
    """The files whose references somebody typed. Raises `BadChoice`."""
    text = (text or "").upper()
    references = list(dict.fromkeys(REFERENCE.findall(text)))
    if re.sub(r"[\s,;]|AND", "", REFERENCE.sub("", text)):
        raise BadChoice(NOT_READ)
    return [_one(file, reference) for reference in references]


def _one(file, reference):
    words = {"reference": reference}
    if reference == file.reference:
        raise BadChoice(_(SAME, mapping=words))
    rows = _rows(file, Filters(state=frozenset({"open"}), text=reference), 2)
    found = [_file(row) for row in rows if row.reference == reference]
    if not found or found[0] is None or not may_write(found[0]):
        raise BadChoice(_(NO_SUCH, mapping=words))
    if child_in(found[0]).key == child_in(file).key:
        raise BadChoice(_(SAME, mapping=words))
    return found[0]


def _siblings(file):
    return around(child_in(file), file.people or ()).siblings


def _rows(file, filters, limit):
    found = query.register(who_asks(), uid_of(school_of(file)), filters, limit=limit)
    return [row for row in found if row.uid != uid_of(file)]


def _file(row):
    return api.portal.get().unrestrictedTraverse(row.path, None)
