"""The same visit recorded twice: one complete record only (R078)."""

from .. import _
from ..access.who import who_asks
from ..calendars import london
from ..lookup import query
from ..named.register import pieces
from ..people.stored import uid_of
from ..records.events import file_of
from plone import api


SAME_VISIT = _("A contact of this kind with the same person on that day is in this file already.")
LOOKED_AT = 100


def same_visit(record):
    """Rows of other contacts of the same day, kind and person that the person may see."""
    file = file_of(record)
    if file is None or record.portal_type != "ContactNote" or not record.happened_at:
        return []
    day = london.london_date(record.happened_at)
    rows = query.records(
        who_asks(),
        uid_of(file),
        portal_types=("ContactNote",),
        kinds=(record.kind,),
        states=("draft", "signed"),
        day=day,
        limit=LOOKED_AT,
    )
    person = frozenset(pieces(record.with_whom))
    return [
        row for row in rows if row.uid != uid_of(record) and is_same_person(person, _with_whom(row))
    ]


def is_same_person(one, other):
    """Whether two descriptions of somebody, as sets of words, may mean the same person."""
    return bool(one and other) and (one <= other or other <= one)


def _with_whom(row):
    found = api.portal.get().unrestrictedTraverse(row.path, None)
    return frozenset(pieces(getattr(found, "with_whom", None) or ""))
