"""Search: the same answers on both databases, in order, page by page, however many there are."""

from datetime import timedelta
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from tests.invented import File
from tests.invented import lead
from tests.invented import NOW
from tests.invented import READER
from tests.invented import Record
from tests.invented import School
from tests.invented import who
from tests.stores import statements
from welfarefiles.consistency.rebuild import clear
from welfarefiles.index.pending import touch
from welfarefiles.index.rows import FileText
from welfarefiles.index.rows import GrantRow
from welfarefiles.lookup import query
from welfarefiles.lookup import search as searching
from welfarefiles.lookup import seen as seen_by

import pytest
import random
import transaction


LEADING, READING = who("lead"), who("ann")


def commit(*objects):
    for obj in objects:
        touch(obj)
    transaction.commit()


def uids(page):
    return [row.uid for row in page]


def grant(user_id):
    starts = NOW - timedelta(days=1)
    return GrantRow(grant_id="g", user_id=user_id, role=READER, starts=starts)


BODIES = {
    "r1": "She said she fell. Zoë's bruise, seen by Mr O'Brien.",
    "r2": "No bruises today; school_bag lost. He will come in May.",
    "r3": "Emailed j.smith@example.org about WF-2026-000123 and self-harm.",
    "r4": "Naïve café — résumé. 3rd visit, Y7.",
}


@pytest.fixture
def records(store):
    file = File("aaa", body="front sheet")
    commit(School("north", *lead()), file)
    made = [Record(uid, file, body=body, heading="Visit") for uid, body in BODIES.items()]
    commit(*made)
    return made


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bruise", {"r1", "r2"}),  # one word, several forms
        ("BRUISES", {"r1", "r2"}),
        ("zoe", {"r1"}),  # with or without accents
        ("Zoë", {"r1"}),
        ("resume cafe", {"r4"}),
        ("will may", {"r2"}),  # names, not stop words
        ("she said", {"r1"}),
        ('"she said"', {"r1"}),
        ('"said she fell"', {"r1"}),
        ('"fell she"', set()),
        ("brui*", {"r1", "r2"}),
        ("brui", set()),
        ("br*", set()),  # too short to ask for all that begins like it
        ("j.smith@example.org", {"r3"}),
        ("example", {"r3"}),
        ("WF-2026-000123", {"r3"}),
        ("2026-000123 wf", {"r3"}),
        ("self-harm", {"r3"}),
        ("harm", {"r3"}),
        ("bag", {"r2"}),  # an underscore parts words
        ("y7", {"r4"}),
        ("3rd", {"r4"}),
        ("bruise zoe", {"r1"}),
        ("visit bruise", {"r1", "r2"}),  # heading and body together
        ("visit", {"r1", "r2", "r3", "r4"}),
        ("bruise NOT zoe", set()),  # no language of operators: words
        ('zoe" OR "bag', set()),
        ("body:zoe", set()),
        ("***", set()),
        ('""', set()),
        ("'; DROP TABLE texts; --", set()),
        ("ida front", {"aaa"}),  # the file itself, by the child's name
    ],
)
def test_words(records, words, expected):
    assert set(uids(query.search(LEADING, words))) == expected
    assert query.count_found(LEADING, words) == len(expected)


def test_what_a_reader_finds_is_in_ones_own_files(records):
    commit(File("bbb", grants=[grant("ann")]))
    commit(Record("mine", File("bbb"), body="bruise"))
    assert uids(query.search(READING, "bruise")) == ["mine"]
    assert uids(query.search(READING, "bruise", file_uid="aaa")) == []
    assert query.count_found(READING, "visit") == 0


def test_filters(records):
    commit(records[0].change(portal_type="Plan", kind="pep", state="signed"))
    assert uids(query.search(LEADING, "bruise", portal_types=["Plan"])) == ["r1"]
    assert uids(query.search(LEADING, "bruise", kinds=["pep"], states=["signed"])) == ["r1"]
    assert uids(query.search(LEADING, "bruise", states=["draft"])) == ["r2"]
    assert uids(query.search(LEADING, "bruise", school_uid="south")) == []
    assert len(query.search(LEADING, file_uid="aaa")) == 5


def test_the_text_of_an_upload_is_found(records):
    upload = FileText(digest="1", read=lambda: ("a giraffe\x00 in the park", ""))
    commit(records[0].change(upload=upload))
    assert uids(query.search(LEADING, "giraffe bruise")) == ["r1"]


def test_an_enormous_upload_can_be_stored_and_found(store):
    letters = random.Random(1)
    some = "abcdefghijklmnopqrstuvwxyz0123456789ßéж"
    words = " ".join("".join(letters.choices(some, k=4)) for _ in range(99_999))
    upload = FileText(digest="1", read=lambda: (f"giraffe {words}", ""))
    file = File("aaa", body="é" * 3_000_000, upload=upload)
    commit(School("north", *lead()), file)
    assert uids(query.search(LEADING, "giraffe")) == ["aaa"]


slow = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
histories = st.lists(
    st.tuples(st.sampled_from(["aaa", "bbb", "ccc"]), st.integers(0, 3), st.booleans()), max_size=14
)


@slow
@given(history=histories, limit=st.integers(1, 4), few=st.sampled_from([1, 3, 5000]))
def test_pages_make_the_whole_list_newest_first(store, history, limit, few):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "FEW", {"sqlite": few, "postgresql": few})
        patch.setattr(seen_by, "FEW", few)
        compare_with_a_plain_list(store, history, limit)


def compare_with_a_plain_list(store, history, limit):
    clear(store)
    files = {uid: File(uid, grants=[grant("ann")]) for uid in ("aaa", "bbb")}
    files["ccc"] = File("ccc")
    records = [
        Record(f"r{number:02}", files[uid], happened_at=NOW + timedelta(hours=hours), body=body)
        for number, (uid, hours, has_word) in enumerate(history)
        for body in ["common rare" if has_word else "common"]
    ]
    commit(School("north", *lead()), *files.values(), *records)
    rows = [record.rows().record for record in records]
    rows.sort(key=lambda row: (row.happened_at, row.uid), reverse=True)
    rare = {record.uid for record in records if "rare" in record.body}
    for asks, seen in ((LEADING, {"aaa", "bbb", "ccc"}), (READING, {"aaa", "bbb"})):
        mine = [row.uid for row in rows if row.file_uid in seen]
        assert all_pages(asks, "common", limit) == mine
        assert all_pages(asks, "rare", limit) == [uid for uid in mine if uid in rare]
        assert query.count_found(asks, "common") == len(mine)
        assert query.count_found(asks, "common", most=2) == min(len(mine), 2)


def all_pages(asks, words, limit):
    found, after = [], None
    while True:
        page = query.search(asks, words, after=after, limit=limit)
        found += uids(page)
        after = page.next
        if after is None:
            return found


def test_many_grants_are_still_few_statements(store):
    files = [File(f"f{number:03}", grants=[grant("ann")], body="word") for number in range(150)]
    commit(*files)
    with statements(store) as seen:
        assert len(query.search(READING, "word", limit=200)) == 150
    assert len(seen) < 12
