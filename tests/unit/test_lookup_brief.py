"""Many finished records told as few: nothing of what a rule asks for is lost."""

from collections import Counter
from datetime import timedelta
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from tests.invented import File
from tests.invented import NOW
from tests.invented import Record
from welfarefiles.consistency.rebuild import clear
from welfarefiles.index.pending import forget
from welfarefiles.index.pending import pending_files
from welfarefiles.index.pending import touch
from welfarefiles.lookup import query

import transaction


FINISHED = ("signed", "authorised")
records = st.lists(
    st.fixed_dictionaries(
        {
            "portal_type": st.sampled_from(["ContactNote", "Plan"]),
            "state": st.sampled_from(["draft", "signed", "authorised"]),
            "kind": st.sampled_from(["", "visit"]),
            "happened_at": st.integers(0, 3).map(lambda hours: NOW + timedelta(hours=hours)),
            "details": st.sampled_from([{}, {"open_actions": [None]}, {"child_views": True}]),
        }
    ),
    max_size=10,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stored=records, changed=st.sets(st.integers(0, 9)), gone=st.sets(st.integers(0, 9)))
def test_groups_and_single_records_are_all_records(store, stored, changed, gone):
    transaction.abort()
    clear(store)
    file = File("aaa")
    made = [Record(f"r{number}", file, **fields) for number, fields in enumerate(stored)]
    for obj in (file, *made):
        touch(obj)
    transaction.commit()
    for number, record in enumerate(made):
        if number in changed:
            touch(record.change(state="struck"))
        if number in gone:
            forget(record)
    everything = query.records_now("aaa")
    groups, single = query.brief_now("aaa", FINISHED)
    told = Counter({_kind(group): group.number for group in groups})
    told.update(_kind(row) for row in single)
    assert told == Counter(_kind(row) for row in everything)
    assert sum(group.number for group in groups) + len(single) == len(everything)
    for group in groups:
        alike = [row for row in everything if _kind(row) == _kind(group)]
        assert group.latest in [row.happened_at for row in alike]
        assert group.state in FINISHED
    unfinished = {row.uid for row in everything if row.state not in FINISHED}
    with_actions = {row.uid for row in everything if "open_actions" in row.details}
    assert {row.uid for row in single} >= unfinished | with_actions
    plans = {row.uid for row in everything if row.portal_type == "Plan"}
    assert {row.uid for row in query.records_now("aaa", ["Plan"])} == plans


def _kind(row):
    return row.portal_type, row.state, row.kind, row.title


def test_several_items_at_once(store):
    file = File("aaa")
    for obj in (file, Record("r1", file)):
        touch(obj)
    transaction.commit()
    assert set(query.items_of(["aaa", "r1", "absent"])) == {"aaa", "r1"}
    assert query.items_of([]) == {}


def test_files_of_this_transaction(store):
    kept, goes = File("aaa"), File("bbb")
    touch(kept)
    forget(goes)
    touch(Record("r1", kept))
    found = pending_files()
    assert (found["aaa"].uid, found["bbb"]) == ("aaa", None)
    assert len(found) == 2
