"""The register of files (R005-R009): pages, counts, one row, and the same child twice."""

from ..index.pending import pending_files
from ..index.stored import file_hit
from ..index.stored import file_row as _file_row
from ..index.stored import HIT
from ..index.tables import files
from ..index.tables import names as called
from ..index.words import child_key
from ..index.words import sort_key
from ..sql.engine import get_store
from ..sql.prepared import Prepared
from .facets import count_facets
from .facets import FACETS
from .facets import has_one
from .facets import overdue
from .facets import SEVERAL
from .pages import EMPTY
from .pages import first_page
from .pages import listed
from .pages import MOST
from .pages import only
from .pages import ordered
from .seen import among
from .seen import files_seen
from .sight import look
from dataclasses import dataclass
from functools import lru_cache
from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import not_
from sqlalchemy import or_
from sqlalchemy import select


SORTS = {
    "child": files.c.sort_name,
    "reference": files.c.reference,
    "date_of_birth": files.c.date_of_birth,
    "year_group": files.c.year_order,
    "class_group": files.c.class_group,
    "reasons": files.c.reasons,
    "consent": files.c.consent,
    "separate_cp_file": files.c.separate_cp_file,
    "leader": files.c.leader,
    "next_review": files.c.next_review,
    "last_reviewed": files.c.last_reviewed,
    "state": files.c.state,
    "opened_on": files.c.opened_on,
    "closed_on": files.c.closed_on,
    "portal_type": files.c.portal_type,
}


@dataclass(frozen=True)
class Filters:
    """What to list. Empty means all; several values of one filter mean any of them.

    `family`: family names, each in full. `text` is looked for in name, name used, reference and
    UPN: every word, from anywhere in it. `overdue`: an open file's review date has passed (R008).
    """

    state: frozenset[str] = frozenset()
    portal_type: frozenset[str] = frozenset()
    year_group: frozenset[str] = frozenset()
    class_group: frozenset[str] = frozenset()
    reason: frozenset[str] = frozenset()
    marker: frozenset[str] = frozenset()
    leader: frozenset[str] = frozenset()
    consent: frozenset[str] = frozenset()
    separate_cp_file: bool | None = None
    overdue: bool | None = None
    family: frozenset[str] = frozenset()
    text: str = ""

    @property
    def names_somebody(self):
        """Whether words of a person are looked for."""
        return bool(self.text or self.family)


ALL = Filters()
#: Words asked for at once: a database takes so many values in a question.
MOST_PIECES = 1000


def register(
    who,
    school_uid=None,
    filters=ALL,
    sort="child",
    descending=False,
    after=None,
    limit=30,
    rows_for=None,
):
    """A `Page` of `FileHit`: the files `who` may see, of one school or of all.

    `rows_for`: a second visibility, of those who see the row of a file they may not open. Raises
    KeyError for an unknown `sort`, `PageGone` when `after` is gone.
    """
    order = (SORTS[sort], files.c.uid)
    with get_store().reading() as connection:
        opens, seen = _sights(connection, who, rows_for)
        if not seen:
            return EMPTY

        def make(row):
            return file_hit(row, opens)

        if after or filters.names_somebody:  # words of a person are not kept in memory
            statement = select(*HIT).where(*_conditions(who.today, seen, school_uid, filters))
            return listed(connection, statement, order, descending, after, limit, make)
        wanted = _first(who.today, seen, school_uid, filters, sort, descending)
        return first_page(connection, wanted, {}, order, limit, make)


@lru_cache(64)
def _first(today, seen, school_uid, filters, sort, descending):
    found = select(*HIT).where(*_conditions(today, seen, school_uid, filters))
    return Prepared(ordered(found, (SORTS[sort], files.c.uid), descending).limit(MOST))


def _sights(connection, who, rows_for):
    opens = look(connection, who)
    return opens, opens | look(connection, who, rows_for) if rows_for else opens


def _conditions(today, seen, school_uid, filters):
    seen = seen.of_school(school_uid) if school_uid else seen
    yield files_seen(seen)
    if school_uid and seen.granted:  # what is seen by team says its school itself
        yield files.c.school_uid == school_uid
    for name in ("state", "portal_type", "year_group", "class_group", "leader", "consent"):
        values = getattr(filters, name)
        if values:
            yield among(files.c[name], sorted(values))
    for name, column in SEVERAL.items():
        values = getattr(filters, name)
        if values:
            yield has_one(files.c[column], values)
    if filters.separate_cp_file is not None:
        yield files.c.separate_cp_file == filters.separate_cp_file
    if filters.overdue is not None:
        late = overdue(today)
        yield late if filters.overdue else not_(late)
    yield from _name_conditions(filters)


def _name_conditions(filters):
    if filters.family:
        yield or_(*(_of_family(sort_key(name)) for name in sorted(filters.family)))
    for word in sort_key(filters.text).split():
        yield files.c.find_key.contains(word, autoescape=True)


def _of_family(key):
    """All that begin with the name and a blank, by the index of the names."""
    return and_(files.c.sort_name >= f"{key} ", files.c.sort_name < f"{key}!")


def facets(who, school_uid=None, filters=ALL, rows_for=None, names=FACETS, memory=None):
    """{facet: {value: number of files}} for each of `names`.

    Each counts what the list would show for that value with the *other* filters as they are.
    `memory`: a dictionary that keeps the numbers, by what a person sees, as long as no file is
    another; to count ten thousand files is the longest part of the page. Without a text only.
    """
    texts = tuple(_name_conditions(filters))
    with get_store().reading() as connection:
        _opens, seen = _sights(connection, who, rows_for)
        asked = seen.of_school(school_uid) if school_uid else seen, school_uid, filters, who.today
        known = {} if memory is None or texts else memory
        key = "facets", *asked, names
        if key not in known:
            known[key] = count_facets(connection, *asked, texts, tuple(names))
        return known[key]


def count_files(who, school_uid=None, filters=ALL, rows_for=None, memory=None):
    """Number of files the register would list. `memory`: see `facets`."""
    with get_store().reading() as connection:
        _opens, seen = _sights(connection, who, rows_for)
        if not seen:
            return 0
        known = {} if memory is None or filters.names_somebody else memory
        key = "files", seen, school_uid, filters, who.today
        if key not in known:
            make = _counted.__wrapped__ if filters.names_somebody else _counted
            known[key] = connection.scalar(make(who.today, seen, school_uid, filters))
        return known[key]


@lru_cache(64)
def _counted(today, seen, school_uid, filters):
    conditions = _conditions(today, seen, school_uid, filters)
    return select(func.count()).select_from(files).where(*conditions)


def file_row(uid):
    """`FileRow` of a file, or None, whoever asks: the caller checks *View*."""
    with get_store().reading() as connection:
        return only(connection, files, _file_row, files.c.uid == uid)


def names_seen(who, school_uid, pieces):
    """(given name, family name, known as, names of parents and carers, one a line) of files of a
    school that `who` may open.

    Only of children whose given names, or a parent's, can begin with one of the folded `pieces`.
    """
    found, asked = set(), sorted(pieces)
    with get_store().reading() as connection:
        seen = look(connection, who)
        if not seen:
            return found
        wanted = _named(seen.of_school(school_uid))
        for start in range(0, len(asked), MOST_PIECES):
            given = {"school_uid": school_uid, "pieces": asked[start : start + MOST_PIECES]}
            found.update(tuple(row) for row in connection.execute(wanted, given))
    return found


@lru_cache(64)
def _named(seen):
    pieces = bindparam("pieces", expanding=True)
    meant = select(called.c.file_uid).where(called.c.piece.in_(pieces))
    wanted = files.c.given_name, files.c.family_name, files.c.known_as, files.c.carers
    return select(*wanted).where(
        files.c.uid.in_(meant), files.c.school_uid == bindparam("school_uid"), files_seen(seen)
    )


def same_child(
    school_uid,
    portal_type,
    upn="",
    family_name="",
    given_name="",
    date_of_birth=None,
    apart_from="",
):
    """`FileRow`s of files of that type on the same child: same UPN, or same name and date of birth.

    `school_uid`: of one school, or of several. With what this transaction has changed so far. Not
    limited to what anyone may see: the caller says no more of a file than the person may know.
    """
    key = child_key(family_name, given_name, date_of_birth)
    ways = [
        column == value for column, value in ((files.c.upn, upn), (files.c.child_key, key)) if value
    ]
    if not ways:
        return []
    schools = [school_uid] if isinstance(school_uid, str) else list(school_uid)
    same = select(files).where(
        files.c.school_uid.in_(schools), files.c.portal_type == portal_type, or_(*ways)
    )
    changed = pending_files()
    with get_store().reading() as connection:
        rows = connection.execute(same.order_by(files.c.reference))
        found = [_file_row(row) for row in rows if row.uid not in changed]
    found += [
        row
        for row in changed.values()
        if row is not None
        and row.school_uid in schools
        and row.portal_type == portal_type
        and _is_same(row, upn, key)
    ]
    return [row for row in found if row.uid != apart_from]


def _is_same(row, upn, key):
    """Whether a row has this UPN or this name and date of birth."""
    own = child_key(row.family_name, row.given_name, row.date_of_birth)
    return bool((upn and row.upn == upn) or (key and own == key))
