"""The register: sorting, pages, filters, counts, and the same child twice (R005-R009)."""

from collections import Counter
from dataclasses import replace
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from tests.invented import File
from tests.invented import lead
from tests.invented import NOW
from tests.invented import Record
from tests.invented import School
from tests.invented import TYPES
from tests.invented import who
from welfarefiles.consistency.rebuild import clear
from welfarefiles.index.pending import forget
from welfarefiles.index.pending import touch
from welfarefiles.lookup import query
from welfarefiles.lookup.register import ALL
from welfarefiles.lookup.register import Filters

import pytest
import transaction


TODAY = NOW.date()
LEADING = who("lead")


def commit(*objects):
    for obj in objects:
        touch(obj)
    transaction.commit()


def all_pages(ask, limit):
    """Rows of all pages, one after the other."""
    rows, after = [], None
    while True:
        page = ask(after=after, limit=limit)
        assert len(page) <= limit
        rows += page.rows
        after = page.next
        if after is None:
            return rows


dates = st.none() | st.dates(date(2026, 11, 1), date(2026, 11, 30))
fields = st.fixed_dictionaries(
    {
        "family_name": st.sampled_from(["Ash", "ash", "Ásh", "O'Neil", "ONeil", "Zoë", "", "Ödön"]),
        "state": st.sampled_from(["open", "closed"]),
        "portal_type": st.sampled_from(TYPES),
        "year_group": st.sampled_from(["N", "R", "1", "2", "11", "left", ""]),
        "class_group": st.sampled_from(["", "5A", "5B"]),
        "reasons": st.lists(st.sampled_from(["caf", "looked_after", "social_care"]), unique=True),
        "markers": st.lists(st.sampled_from(["cpp", "cla"]), unique=True),
        "consent": st.sampled_from(["given", "refused"]),
        "leader": st.sampled_from(["ann", "bob", ""]),
        "separate_cp_file": st.booleans(),
        "next_review": dates,
        "date_of_birth": dates,
        "closed_on": dates,
    }
)
registers = st.lists(fields, max_size=12).map(
    lambda all_fields: [File(f"f{number:02}", **each) for number, each in enumerate(all_fields)]
)
slow = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fill(store, files):
    clear(store)
    commit(School("north", *lead()), *files)


@slow
@given(files=registers, limit=st.integers(1, 5), sort=st.sampled_from(sorted(query.SORTS)))
def test_pages_make_the_whole_list_in_order(store, files, limit, sort):
    fill(store, files)
    for descending in (False, True):
        whole = query.register(LEADING, sort=sort, descending=descending, limit=100).rows

        def ask(descending=descending, **page):
            return query.register(LEADING, sort=sort, descending=descending, **page)

        assert all_pages(ask, limit) == whole
        assert {row.uid for row in whole} == {file.uid for file in files}
        rows = query.file_rows([row.uid for row in whole])
        in_order = [key(rows[row.uid], sort) for row in whole]
        assert in_order == sorted(in_order, reverse=descending)


YEARS = {"N": 0, "R": 1, "1": 2, "2": 3, "11": 12, "": 80, "left": 90}


def key(row, sort):
    """Where a row stands, independently of the database."""
    if sort == "child":
        plain = str.maketrans("áëö", "aeo", "'")
        names = (row.family_name.lower(), row.given_name.lower())
        value = " ".join(name.translate(plain) for name in names if name)
    elif sort == "year_group":
        value = YEARS[row.year_group]
    elif sort == "reasons":
        value = "".join(f" {reason} " for reason in sorted(row.reasons))
    else:
        value = getattr(row, sort)
        value = date.max if value is None else value
    return value, row.uid


one_of_each = st.builds(
    Filters,
    state=st.sampled_from([frozenset(), frozenset({"open"})]),
    year_group=st.sampled_from([frozenset(), frozenset({"1", "N"})]),
    reason=st.sampled_from([frozenset(), frozenset({"caf"}), frozenset({"caf", "looked_after"})]),
    marker=st.sampled_from([frozenset(), frozenset({"cpp"}), frozenset({"cpp", "cla"})]),
    leader=st.sampled_from([frozenset(), frozenset({"ann"})]),
    consent=st.sampled_from([frozenset(), frozenset({"given"})]),
    separate_cp_file=st.none() | st.booleans(),
    overdue=st.none() | st.booleans(),
    text=st.sampled_from(["", "ash", "one ida", "wf-2026-f0", "50%"]),
)


def fits(row, filters):
    """A filter, as a person would say it."""
    name = f"{row.given_name} {row.family_name}".lower().translate(str.maketrans("áëö", "aeo", "'"))
    known = f"{name} {row.reference.lower()}"
    overdue = row.state == "open" and row.next_review is not None and row.next_review < TODAY
    return (
        all(word in known for word in filters.text.split())
        and (not filters.reason or bool(filters.reason & set(row.reasons)))
        and (not filters.marker or bool(filters.marker & set(row.markers)))
        and filters.separate_cp_file in (None, row.separate_cp_file)
        and filters.overdue in (None, overdue)
        and all(
            not getattr(filters, name) or getattr(row, name) in getattr(filters, name)
            for name in ("state", "year_group", "leader", "consent")
        )
    )


@slow
@given(files=registers, filters=one_of_each)
def test_filters_and_counts(store, files, filters):
    fill(store, files)
    everything = query.register(LEADING, limit=100).rows
    found = query.register(LEADING, "north", filters, limit=100).rows
    assert {row.uid for row in found} == {row.uid for row in everything if fits(row, filters)}
    assert query.count_files(LEADING, "north", filters) == len(found)
    facets = query.facets(LEADING, "north", filters)
    for name in ("state", "year_group", "leader", "consent"):
        others = replace(filters, **{name: frozenset()})
        counted = Counter(getattr(row, name) for row in everything if fits(row, others))
        assert facets[name] == counted
    for name, column in (("reason", "reasons"), ("marker", "markers")):
        others = replace(filters, **{name: frozenset()})
        fitting = [row for row in everything if fits(row, others)]
        assert facets[name] == Counter(one for row in fitting for one in getattr(row, column))
    late = replace(filters, overdue=True)
    assert facets["overdue"].get(True, 0) == sum(fits(row, late) for row in everything)


def test_a_row_comes_back_as_it_was_given(store):
    file = File(
        "aaa",
        family_name="O'Neil",
        known_as="Flo",
        carers=("Orla O'Neil", "Brendan O'Neil"),
        date_of_birth=date(2017, 2, 28),
        reasons=("caf", "looked_after"),
        consent_date=date(2026, 9, 2),
        separate_cp_file=True,
        next_review=date(2026, 12, 1),
        volume=3,
        upn="A123456789012",
    )
    commit(School("north", *lead()), file)
    assert query.file_row("aaa") == file.rows().file
    hit = query.register(LEADING).rows[0]
    assert (hit.child_name, hit.opens, hit.next_review) == ("O'Neil, Ida", True, date(2026, 12, 1))
    assert query.file_rows(["aaa", "bbb"]) == {"aaa": file.rows().file}


@pytest.mark.parametrize("text", ["flo", "FLO oneil", "o'neil", "a12345", "wf-2026-aaa", "ida"])
def test_found_by_part_of_a_name_or_number(store, text):
    commit(School("north", *lead()))
    commit(File("aaa", family_name="O'Neil", known_as="Flo", upn="A123456789012"))
    assert len(query.register(LEADING, filters=Filters(text=text))) == 1
    assert not query.register(LEADING, filters=Filters(text=f"{text} x%"))
    assert not query.register(LEADING, filters=Filters(text="w_-2026"))


def test_one_school_or_all(store):
    commit(School("north", *lead()), School("south", *lead()), File("n"), File("s", "south"))
    assert [row.uid for row in query.register(LEADING)] == ["n", "s"]
    assert [row.uid for row in query.register(LEADING, "south")] == ["s"]
    assert query.count_files(LEADING, "elsewhere") == 0


def test_a_page_token_names_no_child_and_tells_nothing_of_hidden_files(store):
    mine, hidden = File("mine"), File("hidden", barred={"lead"}, family_name="mine")
    commit(School("north", *lead()), mine, File("more"), hidden)
    page = query.register(LEADING, limit=1)
    assert page.next == "mine"
    with pytest.raises(query.PageGone):
        query.register(LEADING, after="hidden")
    forget(mine)
    transaction.commit()
    with pytest.raises(query.PageGone):
        query.register(LEADING, after=page.next)


def test_unknown_orders_and_empty_pages_are_refused(store):
    commit(School("north", *lead()))
    with pytest.raises(KeyError):
        query.register(LEADING, sort="1; DROP TABLE files")
    with pytest.raises(ValueError, match="at least one"):
        query.register(LEADING, limit=0)


def test_the_same_child_twice(store):
    born = date(2017, 2, 28)
    commit(
        File("a", upn="A1", family_name="O'Neil", given_name="Flo", date_of_birth=born),
        File("b", upn="B2", family_name="Oneil", given_name="FLO", date_of_birth=born),
        File("c", portal_type=TYPES[1], upn="A1"),
        File("d", "south", upn="A1"),
        File("e", family_name="Unknown", given_name=""),
    )

    def same(**child):
        found = query.same_child("north", "WelfareFile", **child)
        return [row.uid for row in found]

    assert same(upn="A1") == ["a"]
    child = {"family_name": "ONeil", "given_name": "Flo"}
    assert same(**child, date_of_birth=born) == ["a", "b"]
    assert same(**child, date_of_birth=born, apart_from="a") == ["b"]
    assert same(**child, date_of_birth=born + timedelta(1)) == []
    assert same(**child) == same(upn="") == []


moments = st.integers(0, 3).map(lambda hours: NOW + timedelta(hours=hours))
histories = st.lists(
    st.fixed_dictionaries(
        {
            "happened_at": moments,
            "recorded_at": moments,
            "portal_type": st.sampled_from(["ContactNote", "Plan"]),
            "state": st.sampled_from(["draft", "signed"]),
            "volume": st.integers(1, 2),
        }
    ),
    max_size=12,
)


@slow
@given(history=histories, limit=st.integers(1, 5), descending=st.booleans())
def test_a_chronology_in_pages(store, history, limit, descending):
    file = File("aaa")
    records = [Record(f"r{number:02}", file, **each) for number, each in enumerate(history)]
    fill(store, [file, File("bbb")])
    commit(*records, Record("elsewhere", File("bbb")))

    def uids(**more):
        ask = lambda **page: query.records(LEADING, "aaa", descending=descending, **page, **more)  # noqa: E731
        return [row.uid for row in all_pages(ask, limit)]

    rows = [record.rows().record for record in records]
    for sort in ("happened_at", "recorded_at"):
        ordered = sorted(rows, key=lambda row: (getattr(row, sort), row.uid), reverse=descending)
        assert uids(sort=sort) == [row.uid for row in ordered]
    known = {row.uid for row in rows if row.recorded_at <= NOW}
    assert set(uids(known_on=NOW)) == known
    assert set(uids(volume=2)) == {row.uid for row in rows if row.volume == 2}
    plans = {row.uid for row in rows if row.portal_type == "Plan" and row.state == "signed"}
    assert set(uids(portal_types=["Plan"], states=["signed"])) == plans
    assert query.count_records(LEADING, "aaa") == Counter(row.portal_type for row in rows)


def test_records_of_a_school_and_by_path(store):
    north, south = File("n"), File("s", "south")
    details = {"child_seen": True, "group": ["child"]}
    record = Record("r1", north, kind="visit", author="ann", details=details, has_file=True)
    commit(School("north", *lead()), School("south", *lead()), north, south)
    commit(record, Record("r2", south, author="bob", signed_at=NOW))
    assert [row.uid for row in query.records(LEADING, school_uid="north")] == ["r1"]
    assert [row.uid for row in query.records(LEADING, authors=["bob"])] == ["r2"]
    assert query.item("r1") == query.item_at(record.fields["path"]) == record.rows().record
    assert query.item(north.uid).title == "WF-2026-n"
    assert query.item("nobody") is query.item_at("/nowhere") is None
    assert query.register(LEADING, filters=ALL)
