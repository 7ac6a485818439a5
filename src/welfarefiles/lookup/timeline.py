"""Lists of records: a file's chronology, the newest of a school; one item by uid or path."""

from ..index import pending
from ..index.rows import RESTRICTED
from ..index.stored import record_row
from ..index.tables import items
from ..index.tables import scopes
from ..sql.engine import get_store
from ..sql.prepared import Prepared
from .pages import EMPTY
from .pages import first_page
from .pages import listed
from .pages import MOST
from .pages import only
from .pages import ordered
from .seen import rows_seen
from .seen import scopes_of_file
from .sight import LONDON
from .sight import look
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import cache
from sqlalchemy import bindparam
from sqlalchemy import cast
from sqlalchemy import func
from sqlalchemy import not_
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import Text


ORDERS = {
    "happened_at": items.c.happened_at,
    "recorded_at": items.c.recorded_at,
    "signed_at": items.c.signed_at,
    "portal_type": items.c.portal_type,
}

_IS_RECORD = items.c.uid != items.c.file_uid


def records(
    who,
    file_uid=None,
    school_uid=None,
    portal_types=(),
    kinds=(),
    states=(),
    authors=(),
    volume=None,
    known_on=None,
    facts=(),
    family=(),
    day=None,
    sort="happened_at",
    descending=False,
    after=None,
    limit=50,
):
    """A `Page` of `RecordRow` that `who` may see: of one file, of one school, or of all.

    `known_on`: only what had been recorded by then (an aware date-time). `facts`: names of details
    that the rows have. `family`: uids of further files. `day`: on which it happened, in London.
    Raises `PageGone`.
    """
    order = (ORDERS[sort], items.c.uid)
    chosen = {"portal_type": portal_types, "kind": kinds, "state": states, "author": authors}
    with get_store().reading() as connection:
        seen = look(connection, who)
        if not seen:
            return EMPTY
        narrowed = school_uid or after or volume or known_on or facts or family or day
        if file_uid and not (narrowed or any(chosen.values())):
            given = {"file_uid": file_uid, "numbers": scopes_of_file(connection, seen, file_uid)}
            wanted = _of_file(sort, descending)
            return first_page(connection, wanted, given, order, limit, record_row)
        place = _place(connection, seen, [file_uid, *family] if file_uid else [], school_uid)
        conditions = [_IS_RECORD, *place, *_chosen(chosen), *_having(facts)]
        if volume is not None:
            conditions.append(items.c.volume == volume)
        if known_on is not None:
            conditions.append(items.c.recorded_at <= known_on)
        if day is not None:
            conditions += _happened_on(day)
        statement = select(items).where(*conditions)
        return listed(connection, statement, order, descending, after, limit, record_row)


def _place(connection, seen, file_uids, school_uid):
    if file_uids:
        scopes = [number for uid in file_uids for number in scopes_of_file(connection, seen, uid)]
        yield items.c.file_uid.in_(file_uids)
        yield items.c.scope_id.in_(scopes)
        return
    if school_uid:
        seen = seen.of_school(school_uid)
        yield items.c.school_uid == school_uid
    yield rows_seen(connection, seen, items)


def _happened_on(day):
    begins, ends = (datetime.combine(one, time(), LONDON) for one in (day, day + timedelta(days=1)))
    return [items.c.happened_at >= begins, items.c.happened_at < ends]


def _having(facts):
    """The details are JSON; what is not so is left out of them."""
    return [cast(items.c.details, Text).contains(f'"{name}"') for name in facts]


def _chosen(chosen):
    return [items.c[name].in_(list(values)) for name, values in chosen.items() if values]


# Made once: to put such a question together takes longer than to answer it.
_FILE = bindparam("file_uid")
_SEEN_OF_FILE = (
    _IS_RECORD,
    items.c.file_uid == _FILE,
    items.c.scope_id.in_(bindparam("numbers", expanding=True)),
)
_COUNTED = Prepared(
    select(items.c.portal_type, func.count()).where(*_SEEN_OF_FILE).group_by(items.c.portal_type)
)


@cache
def _of_file(sort, descending):
    found = select(items).where(*_SEEN_OF_FILE)
    return Prepared(ordered(found, (ORDERS[sort], items.c.uid), descending).limit(MOST))


def count_records(who, file_uid):
    """{portal type: number} of the records of a file that `who` may see."""
    with get_store().reading() as connection:
        seen = look(connection, who)
        if not seen:
            return {}
        numbers = scopes_of_file(connection, seen, file_uid)
        return dict(_COUNTED.rows(connection, file_uid=file_uid, numbers=numbers))


_RESTRICTED = select(scopes.c.id).where(scopes.c.file_uid == _FILE, scopes.c.kind == RESTRICTED)
# Records of a file whose rows this transaction leaves as they are. Those of the restricted section
# are left out for everybody: what a rule finds is told to people who must not know of them.
_UNCHANGED = (
    _IS_RECORD,
    items.c.file_uid == _FILE,
    items.c.uid.not_in(bindparam("changed", expanding=True)),
    items.c.scope_id.not_in(_RESTRICTED),
)
_KEPT = select(items).where(*_UNCHANGED)
_ALL = Prepared(_KEPT)
_OF_TYPE = Prepared(_KEPT.where(items.c.portal_type.in_(bindparam("portal_types", expanding=True))))


def records_now(file_uid, portal_types=()):
    """All `RecordRow`s of a file in order of event, with what this transaction has changed so far.

    For rules, which decide about what is to be committed. Not limited to what anyone may see, but
    without the restricted section (R131).
    """
    given = {"file_uid": file_uid, "changed": list(pending.pending_uids(file_uid))}
    given |= {"portal_types": list(portal_types)} if portal_types else {}
    with get_store().reading() as connection:
        rows = (_OF_TYPE if portal_types else _ALL).rows(connection, **given)
    found = [record_row(row) for row in rows]
    found += [
        record
        for record in pending.pending_records(file_uid)
        if not portal_types or record.portal_type in portal_types
    ]
    return sorted(found, key=lambda record: (record.happened_at, record.uid))


@dataclass(frozen=True)
class Alike:
    """So many records of a file that differ in nothing a rule asks; `latest`: of their events."""

    portal_type: str
    state: str
    kind: str
    title: str
    latest: datetime
    number: int


def brief_now(file_uid, finished):
    """(`Alike`s, `RecordRow`s) that together are all records of a file, as `records_now` has them.

    Those in the states `finished` come in groups, so that a thousand of them are a few; one by one
    come the others, those with open actions, and those that this transaction has changed.
    """
    given = {"file_uid": file_uid, "changed": list(pending.pending_uids(file_uid))}
    given |= {"finished": list(finished)}
    with get_store().reading() as connection:
        groups = connection.execute(_GROUPED, given).all()
        rows = connection.execute(_SINGLE, given).all()
    records = [record_row(row) for row in rows] + pending.pending_records(file_uid)
    return [Alike(*group) for group in groups], records


# The details are JSON.
_APART = or_(
    items.c.state.not_in(bindparam("finished", expanding=True)),
    cast(items.c.details, Text).contains('"open_actions"'),
)
_SINGLE = _KEPT.where(_APART)
_KINDS = (items.c.portal_type, items.c.state, items.c.kind, items.c.title)
_GROUPED = (
    select(*_KINDS, func.max(items.c.happened_at), func.count())
    .where(*_UNCHANGED, not_(_APART))
    .group_by(*_KINDS)
)


def item(uid):
    """`RecordRow` of a file (as its own item) or record, or None. The caller checks *View*."""
    return items_of([uid]).get(uid)


_ITEMS = Prepared(select(items).where(items.c.uid.in_(bindparam("uids", expanding=True))))


def items_of(uids):
    """{uid: `RecordRow`} of those that there are. The caller checks *View*."""
    with get_store().reading() as connection:
        rows = _ITEMS.rows(connection, uids=list(uids))
    return {row.uid: record_row(row) for row in rows}


def item_at(path):
    """The same by its path."""
    with get_store().reading() as connection:
        return only(connection, items, record_row, items.c.path == path)


def may_see(who, uid):
    """Whether `who` may see that file or record (the object's own *View* still decides)."""
    with get_store().reading() as connection:
        seen = look(connection, who)
        if not seen:
            return False
        its = items.join(scopes, scopes.c.id == items.c.scope_id)
        scope = select(scopes).select_from(its).where(items.c.uid == uid)
        found = connection.execute(scope).one_or_none()
        return found is not None and seen.includes(
            found.id, found.file_uid, found.school_uid, found.portal_type, found.state
        )


_IN_SECTIONS = (
    select(items.c.uid, scopes.c.id)
    .join(scopes, scopes.c.id == items.c.scope_id)
    .where(scopes.c.kind == RESTRICTED)
)


def hidden_records(who, file_uid=None, school_uid=None):
    """UIDs of records in restricted sections, of a file or a school, that `who` does not read.

    For lists that are not made from the index: there must be no trace of them (R131).
    """
    wanted = _IN_SECTIONS
    if file_uid:
        wanted = wanted.where(scopes.c.file_uid == file_uid)
    if school_uid:
        wanted = wanted.where(scopes.c.school_uid == school_uid)
    with get_store().reading() as connection:
        seen = look(connection, who)
        found = connection.execute(wanted).all()
    return tuple(sorted(row.uid for row in found if row.id not in seen.granted))
