"""How many files of the register there are of each kind (R005): all counts in one question.

The files are first counted in small groups, in the order of one index that holds all that is asked;
the counts are then made from the groups, of which there are far fewer.
"""

from ..index.tables import files
from .seen import among
from .seen import files_seen
from .seen import groups_seen
from collections import Counter
from functools import lru_cache
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import union_all


# In the order of the index `files_facets`.
_GROUPED = (
    "school_uid",
    "portal_type",
    "state",
    "year_group",
    "leader",
    "consent",
    "reasons",
    "markers",
    "class_group",
    "separate_cp_file",
)
_PLAIN = ("state", "portal_type", "year_group", "class_group", "leader", "consent")
#: Facets of several words to the columns that hold them.
SEVERAL = {"reason": "reasons", "marker": "markers"}
FACETS = (*_PLAIN, *SEVERAL, "separate_cp_file", "overdue")
_YES = "yes"


def overdue(today):
    """Condition on `files`: the review date of an open file has passed (R008)."""
    return and_(files.c.state == "open", files.c.next_review < today)


def count_facets(connection, seen, school_uid, filters, today, texts, names):
    """{facet: {value: number of files}}; see `register.facets`. `texts`: conditions on `files`."""
    if not seen:
        return {name: {} for name in names}
    make = _statement if not texts else _statement.__wrapped__
    found = connection.execute(make(seen, school_uid, filters, texts, today, names)).all()
    counts = {name: Counter() for name in names}
    for name, value, number in found:
        for one in _values(name, value):
            counts[name][one] += int(number)
    return {name: dict(+counted) for name, counted in counts.items()}


def _values(name, value):
    if name in SEVERAL:  # a file is kept for one reason or several
        return value.split()
    return [value == _YES] if name in ("separate_cp_file", "overdue") else [value]


# A person looks at the same page again and again: to put this together takes as long as to count.
@lru_cache(64)
def _statement(seen, school_uid, filters, texts, today, names):
    groups = _groups(seen, school_uid, texts, today, _columns_for(filters, names))
    return union_all(*(part for name in names for part in _counted(groups, name, filters)))


def _columns_for(filters, names):
    """Names of the columns to group by: the first so many of the index that all needed are in."""
    filtered = {name for name in FACETS if getattr(filters, name) not in (None, frozenset())}
    needed = {SEVERAL.get(name, name) for name in filtered | {"state", *names}}
    last = max(_GROUPED.index(name) for name in needed if name in _GROUPED)
    return _GROUPED[: last + 1]


def _groups(seen, school_uid, texts, today, names):
    """The groups a person sees: so many `files`, of which so many `late` where they are open."""
    schools = [school_uid] if school_uid else sorted({kind[0] for kind in seen.kinds})
    found = _in_groups(schools, today, names).where(*texts)
    if seen.granted or seen.barred:
        if school_uid:
            found = found.where(files.c.school_uid == school_uid)
        return found.where(files_seen(seen)).cte("groups")
    # By team alone: the groups say all that is needed, and are fewer.
    groups = found.where(among(files.c.school_uid, schools)).cte("groups")
    return select(groups).where(groups_seen(seen, groups)).cte("seen")


def _in_groups(schools, today, names):
    columns = [files.c[name] for name in names]
    if len(schools) == 1:  # one column less to compare, of ten thousand rows
        shown, grouped = [literal(schools[0]).label("school_uid"), *columns[1:]], columns[1:]
    else:
        shown, grouped = columns, columns
    late = func.count().filter(files.c.next_review < today).label("late")
    return select(*shown, func.count().label("files"), late).group_by(*grouped)


def _counted(groups, name, filters):
    """Selects of (facet, value, number) with the other filters as they are."""
    wanted = [condition for other, condition in _filters(groups, filters) if other != name]
    if name == "overdue":
        for value, late in ((_YES, True), ("", False)):
            total = func.coalesce(func.sum(_number(groups, late)), 0)
            yield select(literal(name), literal(value), total).where(*wanted)
        return
    number = _number(groups, filters.overdue)
    if name == "separate_cp_file":
        value = case((groups.c.separate_cp_file, literal(_YES)), else_=literal(""))
    else:
        value = groups.c[SEVERAL.get(name, name)]
    yield select(literal(name), value, func.sum(number)).where(*wanted).group_by(value)


def _number(groups, late):
    if late is None:
        return groups.c.files
    of_open = case((groups.c.state == "open", groups.c.late), else_=0)
    return of_open if late else groups.c.files - of_open


def _filters(groups, filters):
    """(facet, condition on the groups) of each filter that is set, but for `overdue`."""
    for name in _PLAIN:
        values = getattr(filters, name)
        if values:
            yield name, among(groups.c[name], sorted(values))
    for name, column in SEVERAL.items():
        values = getattr(filters, name)
        if values:
            yield name, has_one(groups.c[column], values)
    if filters.separate_cp_file is not None:
        yield "separate_cp_file", groups.c.separate_cp_file == filters.separate_cp_file


def has_one(column, words):
    """Condition on a column of several words: one of them is among these."""
    return or_(*(column.contains(f" {word} ", autoescape=True) for word in sorted(words)))
