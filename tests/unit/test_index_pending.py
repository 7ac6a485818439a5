"""Rows are computed at the commit and written with it; rules see what is not committed yet."""

from datetime import timedelta
from persistent.mapping import PersistentMapping
from sqlalchemy import func
from sqlalchemy import select
from tests.invented import File
from tests.invented import lead
from tests.invented import NOW
from tests.invented import Record
from tests.invented import School
from tests.invented import who
from tests.invented import WORKER
from tests.stores import statements
from tests.stores import used
from threading import Thread
from transaction.interfaces import TransientError
from welfarefiles.index.pending import forget
from welfarefiles.index.pending import pending_rows
from welfarefiles.index.pending import refresh
from welfarefiles.index.pending import touch
from welfarefiles.index.rows import DueRow
from welfarefiles.index.rows import FileText
from welfarefiles.index.rows import GrantRow
from welfarefiles.index.rows import Scope
from welfarefiles.index.tables import blocks
from welfarefiles.index.tables import scopes
from welfarefiles.index.tables import TABLES
from welfarefiles.index.tables import texts
from welfarefiles.lookup import query
from welfarefiles.lookup.rights import held_by
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

import pytest
import transaction


def commit(*objects):
    for obj in objects:
        touch(obj)
    transaction.commit()


def uids(page):
    return [row.uid for row in page]


@pytest.fixture
def file(store):
    found = File("aaa")
    commit(School("north", *lead()), found)
    return found


def count(store, table):
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_a_change_is_seen_after_the_commit_only(file):
    touch(file.change(state="closed"))
    assert query.file_row("aaa").state == "open"
    file.change(class_group="5B")
    transaction.commit()
    row = query.file_row("aaa")
    assert (row.state, row.class_group, row.revision) == ("closed", "5B", file.revision)


def test_each_transaction_gives_one_new_and_later_revision(file):
    first = file.revision
    touch(file)
    second = file.revision
    touch(file)
    assert first < second == file.revision


def test_what_cannot_be_indexed_is_refused_at_once():
    with pytest.raises(TypeError):
        touch(object())


def test_two_who_index_one_object_conflict_even_if_they_changed_different_parts(store):
    database = DB(DemoStorage())
    mine = database.open()
    mine.root()["file"] = File("aaa")
    commit(mine.root()["file"])
    other = database.open(transaction.TransactionManager())
    other.root()["file"].revision = "of another request"
    other.transaction_manager.commit()
    touch(mine.root()["file"])
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
    other.close()
    mine.close()


@pytest.mark.parametrize("again", [touch, refresh])
def test_no_row_comes_back_of_what_was_removed_meanwhile(store, again):
    database = DB(DemoStorage())
    mine = database.open()
    mine.root()["place"] = place = PersistentMapping(file=File("aaa"))
    mine.root()["other"] = PersistentMapping()
    commit(place["file"])

    def remove():
        other = database.open()
        forget(other.root()["place"].pop("file"))
        transaction.commit()
        other.close()

    again(place["file"])
    mine.root()["other"]["changed"] = True
    thread = Thread(target=remove)
    thread.start()
    thread.join()
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
    mine.close()
    assert not any(count(store, table) for table in TABLES if table is not blocks)


def test_records_now_knows_what_is_added_changed_and_removed(file):
    stays, changes, goes = (Record(uid, file) for uid in ("r1", "r2", "r3"))
    commit(stays, changes, goes)
    touch(changes.change(state="signed", happened_at=NOW + timedelta(hours=1)))
    forget(goes)
    touch(Record("r4", file, happened_at=NOW - timedelta(hours=1)))
    touch(Record("elsewhere", File("bbb")))
    now = query.records_now("aaa")
    assert [(row.uid, row.state) for row in now] == [
        ("r4", "draft"),
        ("r1", "draft"),
        ("r2", "signed"),
    ]
    transaction.commit()
    assert query.records_now("aaa") == now


def test_pending_rows_are_those_of_one_file(file):
    touch(file.change(state="closed"))
    touch(Record("r1", file))
    touch(File("bbb"))
    assert {rows.uid for rows in pending_rows("aaa")} == {"aaa", "r1"}
    transaction.abort()
    assert pending_rows("aaa") == []


def test_undoing_a_savepoint_computes_again(file):
    record = Record("r1", file, heading="first")
    touch(record)
    savepoint = transaction.savepoint()
    record.change(heading="second")
    touch(record)
    touch(Record("r2", file))
    savepoint.rollback()
    record.change(heading="first")
    assert uids(query.records_now("aaa")) == ["r1"]
    transaction.commit()
    assert query.item("r1").heading == "first"
    assert query.item("r2") is None


def test_removed_and_added_again_is_there(file):
    forget(file)
    touch(file)
    transaction.commit()
    assert query.file_row("aaa")


def test_added_and_removed_leaves_nothing(file):
    record = Record("r1", file)
    touch(record)
    forget(record)
    transaction.commit()
    assert query.item("r1") is None


def test_forgetting_a_file_leaves_nothing_of_it(store):
    file = File("aaa", body="words", dues=[due("review")], barred={"x"}, grants=[grant("g", "w")])
    commit(file, Record("r1", file, body="words", dues=[due("sign")]), Record("r2", file))
    forget(file)
    transaction.commit()
    left = {table.name: count(store, table) for table in TABLES}
    # of its kind, and of the restricted sections of its kind: numbers, on SQLite only
    assert {name: number for name, number in left.items() if number} in ({}, {"blocks": 2})


def due(what, **more):
    return DueRow(what=what, due_at=NOW, sentence=f"due_{what}", **more)


def grant(number, user_id, **more):
    more = {"role": WORKER, "starts": NOW - timedelta(days=1)} | more
    return GrantRow(grant_id=number, user_id=user_id, **more)


def test_dues_follow_the_object(file):
    record = Record("r1", file, dues=[due("sign"), due("send", responsible="ann")])
    commit(record)
    assert {row.what for row in query.dues(who("lead"))} == {"sign", "send"}
    commit(record.change(dues=[due("send", responsible="bob"), due("file")]))
    found = query.dues(who("lead"), file_uid="aaa")
    assert {(row.what, row.responsible) for row in found} == {("send", "bob"), ("file", "")}
    assert (found.rows[0].uid, found.rows[0].file_uid) == ("r1", "aaa")
    assert query.count_dues(who("lead"), responsible="bob") == 1
    assert query.count_dues(who("lead"), until=NOW - timedelta(seconds=1)) == 0
    assert query.count_dues(who("stranger")) == 0


def test_a_grant_touches_neither_records_nor_words(store, file):
    commit(*(Record(f"r{number}", file, body="words") for number in range(20)))
    with statements(store) as seen:
        commit(file.change(grants=[grant("g1", "ann")]))
    written = [line for line in seen if not line.lstrip().startswith(("SELECT", "BEGIN"))]
    assert not [line for line in written if "INTO texts" in line or "UPDATE texts" in line]
    assert len(written) <= 6
    assert uids(query.records(who("ann"), "aaa", limit=1)) == ["r0"]


def test_the_cost_of_a_grant_does_not_grow_with_the_file(store, file):
    def cost():
        with statements(store) as seen:
            commit(file.change(grants=[*file.grants, grant(f"g{len(file.grants)}", "ann")]))
        return len(seen)

    before = cost()
    commit(*(Record(f"r{number:03}", file) for number in range(100)))
    assert cost() == before


class Upload:
    """Counts how often it is read."""

    def __init__(self, words, digest):
        self.times, self.words, self.digest = 0, words, digest

    def given(self):
        return FileText(digest=self.digest, read=self.read)

    def read(self):
        self.times += 1
        return self.words, ""


def test_an_upload_is_read_once(file):
    upload = Upload("giraffe", "1")
    record = Record("r1", file, body="note", upload=upload.given())
    commit(record)
    commit(record.change(state="signed"))
    commit(record.change(body="elephant"))
    assert upload.times == 1
    assert uids(query.search(who("lead"), "giraffe elephant")) == ["r1"]
    other = Upload("zebra", "2")
    commit(record.change(upload=other.given()))
    assert uids(query.search(who("lead"), "giraffe")) == []
    assert uids(query.search(who("lead"), "zebra elephant")) == ["r1"]
    commit(record.change(upload=None))
    assert uids(query.search(who("lead"), "zebra")) == []


def test_a_record_may_move_to_another_scope(store, file):
    upload = Upload("giraffe", "1")
    record = Record("r1", file, upload=upload.given())
    commit(record)
    restricted = Scope(
        uid="aaa-r",
        file_uid="aaa",
        school_uid="north",
        portal_type="WelfareFile/restricted",
        kind="restricted",
    )
    commit(record.change(scope=restricted))
    assert upload.times == 1
    assert uids(query.search(who("lead"), "giraffe")) == []
    commit(record.change(scope=file.rows().scope))
    assert uids(query.search(who("lead"), "giraffe")) == ["r1"]
    assert count(store, texts) == 2


def test_nobody_holds_a_right_on_a_record_that_was_moved_into_the_restricted_section(store):
    given = GrantRow(grant_id="g2", user_id="ann", role=WORKER, starts=NOW)
    file = File("aaa")
    record = Record("r1", file, alone=[given])
    commit(file, record)
    assert [held.grant_id for held in held_by("ann")] == ["g2"]
    commit(record.change(alone=()).change(restricted=True))
    assert held_by("ann") == []
    assert count(store, scopes) == 2


def test_a_record_whose_file_has_no_rows_is_seen_by_nobody(store):
    commit(School("north", *lead()))
    file = File("aaa")
    commit(Record("r1", file))
    assert not query.may_see(who("lead"), "r1")
    commit(file)
    assert query.may_see(who("lead"), "r1")


def test_the_same_unique_key_twice_is_a_clash_that_may_pass(store):
    commit(File("aaa", unique_key="north/WelfareFile/A123"))
    touch(File("bbb", unique_key="north/WelfareFile/A123"))
    with pytest.raises(TransientError):
        transaction.commit()
    transaction.abort()
    commit(File("ccc"), File("ddd"))


def test_on_sqlite_scope_numbers_stand_in_blocks(sqlite_store):
    with used(sqlite_store):
        cp_file = File("ccc", portal_type="ChildProtectionFile")
        commit(File("aaa"), File("bbb"), cp_file, File("ddd", "south"))
        with sqlite_store.reading() as connection:
            numbers = dict(connection.execute(select(scopes.c.uid, scopes.c.id)).tuples().all())
    blocks = [numbers[uid] >> 20 for uid in ("aaa", "bbb", "ccc", "ddd")]
    assert blocks[0] == blocks[1]
    assert len(set(blocks)) == 3
