"""Each difference between index and objects is named and mended, that of a kill included."""

from pathlib import Path
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import text
from sqlalchemy import update
from tests.invented import File
from tests.invented import lead
from tests.invented import NOW
from tests.invented import READER
from tests.invented import Record
from tests.invented import School
from tests.invented import who
from tests.stores import used
from welfarefiles.consistency import check as checking
from welfarefiles.consistency.check import check
from welfarefiles.consistency.rebuild import clear
from welfarefiles.consistency.rebuild import compact
from welfarefiles.consistency.rebuild import rebuild
from welfarefiles.index import tables
from welfarefiles.index.pending import forget
from welfarefiles.index.pending import touch
from welfarefiles.index.rows import DueRow
from welfarefiles.index.rows import FileText
from welfarefiles.index.rows import GrantRow
from welfarefiles.lookup import query
from welfarefiles.sql.engine import open_store
from welfarefiles.sql.tables import removable
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

import pytest
import subprocess
import sys
import transaction


class Objects(list):
    """All objects, as `check` walks them."""

    def at(self, path):
        return next((obj for obj in self if path_of(obj) == path), None)


def path_of(obj):
    rows = obj.rows()
    row = getattr(rows, "record", None) or getattr(rows, "file", None) or rows
    return row.path


def commit(*objects):
    for obj in objects:
        touch(obj)
    transaction.commit()


@pytest.fixture
def objects(store):
    due = DueRow(what="review", due_at=NOW, sentence="due_review")
    grant = GrantRow(grant_id="g1", user_id="ann", role=READER, starts=NOW)
    file = File("aaa", dues=[due], grants=[grant], barred={"x"}, body="front sheet")
    upload = FileText(digest="1", read=lambda: ("giraffe", ""))
    record = Record("r1", file, body="note\x00", upload=upload, details={"b": [1], "a": True})
    made = Objects([School("north", *lead()), file, record, Record("r2", file), File("bbb")])
    commit(*made)
    return made


def run(objects, store, **options):
    return check(objects, store, settle_seconds=0, **options)


def named_and_mended(objects, store):
    """{uid: kind} of what is found, after seeing that mending it leaves nothing to find."""
    found = run(objects, store)
    assert not any(difference.mended for difference in found)
    mended = run(objects, store, mend=True)
    assert [(d.kind, d.uid) for d in mended] == [(d.kind, d.uid) for d in found]
    assert all(difference.mended for difference in mended)
    assert run(objects, store) == []
    return {difference.uid: difference.kind for difference in found}


def sql(store, *statements):
    with store.writing() as connection:
        for statement in statements:
            connection.execute(statement)


def test_no_difference(objects, store):
    steps = []
    assert run(objects, store, progress=steps.append, total=5, batch=2) == []
    assert [(step.done, step.total) for step in steps] == [(2, 5), (4, 5), (5, 5)]


def test_missing(objects, store):
    clear(store)
    kinds = named_and_mended(objects, store)
    assert kinds == dict.fromkeys(["north", "aaa", "r1", "r2", "bbb"], checking.MISSING)
    assert query.search(who("lead"), "giraffe").rows[0].uid == "r1"


def test_ahead_and_behind(objects, store):
    for table in (tables.files, tables.items):
        sql(store, update(table).where(table.c.uid == "aaa").values(revision="ffff", state="shut"))
        sql(store, update(table).where(table.c.uid == "r1").values(revision="0000", state="shut"))
    kinds = named_and_mended(objects, store)
    assert kinds == {"aaa": checking.AHEAD, "r1": checking.BEHIND}


def test_a_column_differs(objects, store):
    sql(store, update(tables.files).where(tables.files.c.uid == "aaa").values(class_group="9Z"))
    sql(store, update(tables.items).where(tables.items.c.uid == "r1").values(details={"b": [2]}))
    found = run(objects, store)
    assert [difference.detail for difference in found] == ["class_group", "details"]
    assert str(found[0]) == "/portal/north/files/aaa: the index differs (class_group)"
    assert set(named_and_mended(objects, store).values()) == {checking.DIFFERS}


@pytest.mark.parametrize(
    "statement",
    [
        update(tables.scopes).where(tables.scopes.c.uid == "aaa").values(state="closed"),
        delete(tables.barriers),
        insert(tables.barriers).values(file_uid="aaa", user_id="lead"),
        delete(tables.grants),
        update(tables.grants).values(user_id="bob"),
        update(tables.grants).values(ends=NOW),
    ],
)
def test_rights_of_a_file_differ(objects, store, statement):
    sql(store, statement)
    assert named_and_mended(objects, store) == {"aaa": checking.RIGHTS}


def test_rights_by_team_differ(objects, store):
    sql(store, update(tables.teams).values(user_id="intruder"))
    assert named_and_mended(objects, store) == {"north": checking.RIGHTS}


def test_a_scope_of_another_school(objects, store):
    sql(store, update(tables.scopes).where(tables.scopes.c.uid == "aaa").values(school_uid="south"))
    run(objects, store, mend=True)
    assert run(objects, store) == []
    assert query.search(who("lead"), "giraffe").rows[0].uid == "r1"


def test_a_scope_is_missing(objects, store):
    sql(store, delete(tables.scopes).where(tables.scopes.c.uid == "aaa"))
    run(objects, store, mend=True)
    assert run(objects, store) == []
    assert query.may_see(who("ann"), "r1")


def test_dues_differ(objects, store):
    sql(store, delete(tables.dues))
    assert named_and_mended(objects, store) == {"aaa": checking.DIFFERS}


@pytest.mark.parametrize(
    "statement",
    [
        update(tables.texts).where(tables.texts.c.uid == "r1").values(body="other"),
        update(tables.texts).where(tables.texts.c.uid == "r1").values(file_digest="2"),
        delete(tables.texts).where(tables.texts.c.uid == "r1"),
        update(tables.items).where(tables.items.c.uid == "r1").values(text_id=7),
    ],
)
def test_words_differ(objects, store, statement):
    sql(store, statement)
    assert named_and_mended(objects, store) == {"r1": checking.TEXT}
    assert query.search(who("lead"), "giraffe note").rows[0].uid == "r1"


def test_the_text_index_of_sqlite_is_damaged(sqlite_store):
    with used(sqlite_store):
        file = File("aaa", body="giraffe")
        commit(file, School("north", *lead()))
        sql(sqlite_store, text("INSERT INTO texts_fts(texts_fts) VALUES ('delete-all')"))
        objects = Objects([file, School("north", *lead())])
        objects[1].revision = "x"
        commit(objects[1])
        assert named_and_mended(objects, sqlite_store) == {"": checking.DAMAGED}
        assert len(query.search(who("lead"), "giraffe")) == 1


def test_the_text_index_of_postgresql_differs(postgresql_store):
    with used(postgresql_store):
        objects = Objects([File("aaa", body="giraffe")])
        commit(*objects)
        sql(postgresql_store, text("UPDATE texts SET words = ''"))
        assert named_and_mended(objects, postgresql_store) == {"aaa": checking.TEXT}


def test_orphans(objects, store):
    record = Record("r3", objects[1])
    commit(record, File("gone"))
    sql(store, insert(tables.barriers).values(file_uid="unknown", user_id="ann"))
    kinds = named_and_mended(objects, store)
    assert kinds == dict.fromkeys(["r3", "gone", "unknown"], checking.ORPHAN)


def test_stray_grants(objects, store):
    values = {"scope_id": -1, "grant_id": "g", "user_id": "ann", "role": READER}
    sql(store, insert(tables.grants).values(**values, starts=NOW, ends=None))
    assert named_and_mended(objects, store) == {"": checking.STRAY}


def test_what_changes_meanwhile_is_not_mended(objects, store, monkeypatch):
    """Between looking and mending another process commits: its rows stay."""
    sql(store, update(tables.items).where(tables.items.c.uid == "r1").values(state="shut"))
    computed = checking.pending.computed

    def late(*arguments):
        sql(store, update(tables.items).where(tables.items.c.uid == "r1").values(state="later"))
        return computed(*arguments)

    monkeypatch.setattr(checking.pending, "computed", late)
    assert [d.mended for d in run(objects, store, mend=True)] == [False]
    assert query.item("r1").state == "later"


def test_what_is_added_during_the_walk_is_no_difference(objects, store):
    class Moving(Objects):
        def __iter__(self):
            yield from list(super().__iter__())
            new = File("new")
            self.append(new)
            commit(new)

    assert run(Moving(objects), store, mend=True) == []


def test_what_is_removed_during_the_walk_is_no_difference(objects, store):
    class Moving(Objects):
        def __iter__(self):
            yield from list(super().__iter__())
            forget(self.pop(3))
            transaction.commit()

    assert run(Moving(objects), store, mend=True) == []


@pytest.mark.parametrize("fresh", [True, False])
def test_rebuild(objects, store, fresh):
    if fresh:
        clear(store)
    else:
        sql(store, update(tables.files).values(state="shut"), delete(tables.grants))
        commit(File("orphan"))
    steps = []
    assert rebuild(iter(objects), store, steps.append, total=5, chunk=3) == 5
    assert [step.done for step in steps] == [3, 5]
    assert run(objects, store) == []


def test_after_destruction_and_compacting_no_word_is_left_in_the_file(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path}/store.sqlite")
    with used(opened):
        files = [File(f"f{number}", body="secretgiraffe " * 50) for number in range(20)]
        commit(*files, File("stays", body="harmless"))
        for file in files:
            forget(file)
        transaction.commit()
        compact(opened)
        assert checking.text_index_whole(opened)
    opened.close()
    for path in Path(tmp_path).iterdir():
        assert b"giraff" not in path.read_bytes()


_PLACES = text(
    "SELECT relname::text, pg_relation_filenode(oid) FROM pg_class"
    " WHERE relkind = 'r' AND relname = ANY(ARRAY"
    f"{sorted(table.name for table in removable())})"
)


def test_compact_on_postgresql(postgresql_store, caplog):
    with used(postgresql_store):
        commit(File("aaa"))
        with postgresql_store.reading() as connection:
            before = dict(connection.execute(_PLACES).tuples().all())
        compact(postgresql_store)
        assert query.file_row("aaa")
        with postgresql_store.reading() as connection:
            after = dict(connection.execute(_PLACES).tuples().all())
    assert caplog.text == ""
    # each table that holds words of a file is written anew, in another place
    assert {name for name in after if after[name] == before[name]} == set()


# --- killed between the commit here and the last step over there ------------------------------

_KILLED = """
from tests.invented import File, Record, School
from welfarefiles.index.pending import forget, touch
from welfarefiles.sql.engine import open_store, set_store
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
import os, sys, transaction

class Kill:
    transaction_manager = transaction.manager
    def sortKey(self):
        return "~~"  # after the store
    def tpc_vote(self, txn):
        os._exit(9)
    tpc_begin = commit = tpc_finish = tpc_abort = abort = lambda self, txn: None

set_store(open_store(sys.argv[1]))
root = DB(FileStorage(sys.argv[2])).open().root()
root["file"] = file = File("aaa")
root["goes"] = goes = File("goes")
for obj in (file, goes):
    touch(obj)
transaction.commit()
touch(file.change(state="closed"))
root["new"] = new = Record("r1", file, body="never saved")
touch(new)
del root["goes"]
forget(goes)
transaction.get().join(Kill())
transaction.commit()
"""


def test_killed_between_the_two_commits(store, tmp_path):
    path = tmp_path / "Data.fs"
    url = store.url.render_as_string(hide_password=False)
    done = subprocess.run([sys.executable, "-c", _KILLED, url, str(path)], cwd=Path.cwd())
    assert done.returncode == 9
    database = DB(FileStorage(str(path)))
    root = database.open().root()
    try:
        objects = Objects(root.values())
        assert {obj.uid for obj in objects} == {"aaa", "goes"}
        assert root["file"].fields["state"] == "open"
        assert query.file_row("aaa").state == "closed"
        kinds = named_and_mended(objects, store)
        assert kinds == {
            "aaa": checking.AHEAD,
            "r1": checking.ORPHAN,
            "goes": checking.MISSING,
        }
        assert query.file_row("aaa").state == "open"
    finally:
        transaction.abort()
        database.close()
