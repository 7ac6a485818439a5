"""Lists of records: a file's chronology, the newest of a school; one item by uid or path."""

from ..sql.engine import get_store
from . import pending
from .pages import EMPTY
from .pages import listed
from .pages import only
from .seen import rows_seen
from .seen import scopes_of_file
from .sight import look
from .stored import record_row
from .tables import items
from .tables import scopes
from dataclasses import dataclass
from datetime import datetime
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
    sort="happened_at",
    descending=False,
    after=None,
    limit=50,
):
    """A `Page` of `RecordRow` that `who` may see: of one file, of one school, or of all.

    `known_on`: only what had been recorded by then (an aware date-time). Raises `PageGone`.
    """
    order = (ORDERS[sort], items.c.uid)
    chosen = {"portal_type": portal_types, "kind": kinds, "state": states, "author": authors}
    with get_store().reading() as connection:
        seen = look(connection, who)
        if not seen:
            return EMPTY
        conditions = [_IS_RECORD, *_place(connection, seen, file_uid, school_uid), *_chosen(chosen)]
        if volume is not None:
            conditions.append(items.c.volume == volume)
        if known_on is not None:
            conditions.append(items.c.recorded_at <= known_on)
        statement = select(items).where(*conditions)
        return listed(connection, statement, order, descending, after, limit, record_row)


def _place(connection, seen, file_uid, school_uid):
    if file_uid:
        yield items.c.file_uid == file_uid
        yield items.c.scope_id.in_(scopes_of_file(connection, seen, file_uid))
        return
    if school_uid:
        seen = seen.of_school(school_uid)
        yield items.c.school_uid == school_uid
    yield rows_seen(connection, seen, items)


def _chosen(chosen):
    return [items.c[name].in_(list(values)) for name, values in chosen.items() if values]


def count_records(who, file_uid):
    """{portal type: number} of the records of a file that `who` may see."""
    with get_store().reading() as connection:
        seen = look(connection, who)
        if not seen:
            return {}
        where = [_IS_RECORD, *_place(connection, seen, file_uid, None)]
        counted = (
            select(items.c.portal_type, func.count()).where(*where).group_by(items.c.portal_type)
        )
        return dict(connection.execute(counted).tuples().all())


def records_now(file_uid, portal_types=()):
    """All `RecordRow`s of a file in order of event, with what this transaction has changed so far.

    For rules, which decide about what is to be committed. Not limited to what anyone may see.
    """
    conditions = _unchanged(file_uid)
    if portal_types:
        conditions.append(items.c.portal_type.in_(portal_types))
    with get_store().reading() as connection:
        rows = connection.execute(select(items).where(*conditions)).mappings().all()
    found = [record_row(row) for row in rows]
    found += [
        record
        for record in pending.pending_records(file_uid)
        if not portal_types or record.portal_type in portal_types
    ]
    return sorted(found, key=lambda record: (record.happened_at, record.uid))


@dataclass(frozen=True)
class Alike:
    """So many records of a file that differ in nothing a rule asks for; `latest`: of their events."""

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
    single = or_(items.c.state.not_in(finished), _HAS_OPEN_ACTIONS)
    kept = _unchanged(file_uid)
    with get_store().reading() as connection:
        groups = connection.execute(_GROUPED.where(*kept, not_(single))).all()
        rows = connection.execute(select(items).where(*kept, single)).mappings().all()
    records = [record_row(row) for row in rows] + pending.pending_records(file_uid)
    return [Alike(*group) for group in groups], records


# of the details, which are JSON
_HAS_OPEN_ACTIONS = cast(items.c.details, Text).contains('"open_actions"')
_KINDS = (items.c.portal_type, items.c.state, items.c.kind, items.c.title)
_GROUPED = select(*_KINDS, func.max(items.c.happened_at), func.count()).group_by(*_KINDS)


def _unchanged(file_uid):
    """Conditions on the records of a file whose rows this transaction leaves as they are."""
    conditions = [_IS_RECORD, items.c.file_uid == file_uid]
    changed = pending.pending_uids(file_uid)
    if changed:
        conditions.append(items.c.uid.not_in(changed))
    return conditions


def item(uid):
    """`RecordRow` of a file (as its own item) or record, or None. The caller checks *View*."""
    with get_store().reading() as connection:
        return only(connection, items, record_row, items.c.uid == uid)


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
