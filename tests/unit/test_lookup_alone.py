"""Records with rights of their own and restricted ones: who sees them, and what the check finds."""

from datetime import timedelta
from sqlalchemy import delete
from sqlalchemy import select
from sqlalchemy import update
from tests.invented import File
from tests.invented import LEAD
from tests.invented import lead
from tests.invented import NOW
from tests.invented import READER
from tests.invented import Record
from tests.invented import School
from tests.invented import VISIBILITY
from tests.invented import who
from tests.stores import statements
from tests.unit.test_consistency import commit
from tests.unit.test_consistency import named_and_mended
from tests.unit.test_consistency import Objects
from tests.unit.test_consistency import run
from tests.unit.test_consistency import sql
from welfarefiles.consistency import check as checking
from welfarefiles.consistency.rebuild import clear
from welfarefiles.consistency.rebuild import rebuild
from welfarefiles.index import tables
from welfarefiles.index.rows import GrantRow
from welfarefiles.lookup import query

import pytest


PRIVILEGED = "Privileged Reader"
READERS = {
    (f"{kind} restricted", state): frozenset({PRIVILEGED}) for kind, state in VISIBILITY
} | VISIBILITY


def asks(user_id, **more):
    return who(user_id, visibility=READERS, **more)


def grant(user_id, role=READER, scope_uid="", **more):
    given = {"grant_id": f"{user_id}-{role}", "starts": NOW - timedelta(days=1), **more}
    return GrantRow(user_id=user_id, role=role, scope_uid=scope_uid, **given)


@pytest.fixture
def objects(store):
    given = [grant("worker"), grant("counsel", PRIVILEGED, "aaa:restricted")]
    file = File("aaa", grants=given, barred={"aunt"})
    alone = Record("r1", file, body="otter", alone=[grant("ann"), grant("aunt")])
    plain = Record("r2", file, body="heron")
    hidden = Record("r3", file, body="narwhal", restricted=True, details={"restricted": True})
    made = Objects([School("north", *lead()), file, alone, plain, hidden])
    commit(*made)
    return made


SEES = {
    "lead": {"r1", "r2"},
    "worker": {"r1", "r2"},
    "ann": {"r1"},
    "aunt": set(),
    "counsel": {"r3"},
    "nobody": set(),
}


@pytest.mark.parametrize("user_id", SEES)
def test_who_sees_which(objects, user_id):
    listed = {row.uid for row in query.records(asks(user_id), "aaa")}
    words = {"otter": "r1", "heron": "r2", "narwhal": "r3"}
    found = {uid for word, uid in words.items() if len(query.search(asks(user_id), word))}
    assert listed == found == SEES[user_id]
    assert sum(query.count_records(asks(user_id), "aaa").values()) == len(listed)
    in_register = {row.uid for row in query.register(asks(user_id), "north")}
    assert in_register == ({"aaa"} if "r2" in listed else set())
    assert bool(query.file_rows(["aaa"], asks(user_id))) == ("r2" in listed)


def test_state_of_the_file_counts_for_all_its_scopes(objects):
    _school, file, *_records = objects
    commit(file.change(state="closed"))
    seen = {name: {row.uid for row in query.records(asks(name), "aaa")} for name in SEES}
    assert seen == {key: set() for key in SEES} | {"lead": {"r1", "r2"}, "counsel": {"r3"}}


def test_a_scope_made_later_is_in_the_state_of_its_file(objects):
    _school, file, _alone, plain, _hidden = objects
    commit(file.change(state="closed"))
    commit(plain.change(alone=[grant("ann", LEAD)]))
    assert {row.uid for row in query.records(asks("ann"))} == {"r2"}
    assert query.records(asks("worker"), "aaa").rows == []


def test_rules_do_not_know_of_the_section(objects):
    assert [row.uid for row in query.records_now("aaa")] == ["r1", "r2"]
    groups, single = query.brief_now("aaa", ["signed"])
    assert {row.uid for row in single} == {"r1", "r2"}
    assert groups == []


def test_what_is_hidden(objects):
    assert query.hidden_records(asks("lead"), "aaa") == ("r3",)
    assert query.hidden_records(asks("lead"), school_uid="north") == ("r3",)
    assert query.hidden_records(asks("counsel"), "aaa") == ()


def test_what_was_given_alone(objects):
    assert [one.record.uid for one in query.given_to("ann")] == ["r1"]
    assert [one.record.uid for one in query.shared_with(asks("ann"))] == ["r1"]
    assert query.shared_with(asks("aunt")) == query.shared_with(asks("worker")) == []
    assert [row.uid for row in query.records_alone("aaa")] == ["r1"]
    alone = objects[2]
    commit(alone.change(alone=[grant("ann", ends=NOW)]))
    assert query.shared_with(asks("ann")) == []
    assert [one.grant_id for one in query.ended(NOW)] == [f"ann-{READER}"]


def test_no_difference_and_none_after_a_rebuild(objects, store):
    assert run(objects, store) == []
    clear(store)
    rebuild(objects, store)
    assert run(objects, store) == []


def test_the_check_names_and_mends(objects, store):
    scopes, grants = tables.scopes, tables.grants
    alone = select(scopes.c.id).where(scopes.c.uid == "r1").scalar_subquery()
    section = select(scopes.c.id).where(scopes.c.uid == "aaa:restricted").scalar_subquery()
    for statement, uid in (
        (delete(grants).where(grants.c.scope_id == alone), "r1"),
        (update(scopes).where(scopes.c.uid == "r1").values(state="retained"), "r1"),
        (update(grants).where(grants.c.scope_id == section).values(user_id="lead"), "aaa"),
        (update(scopes).where(scopes.c.uid == "aaa:restricted").values(state="x"), "aaa"),
    ):
        sql(store, statement)
        assert named_and_mended(objects, store) == {uid: checking.RIGHTS}


def test_the_check_mends_what_stands_in_the_wrong_scope(objects, store):
    """The worst there can be: a restricted record where the file's readers find it."""
    scopes, items = tables.scopes, tables.items
    of_file = select(scopes.c.id).where(scopes.c.uid == "aaa").scalar_subquery()
    sql(store, update(items).where(items.c.uid == "r3").values(scope_id=of_file))
    assert {row.uid for row in query.records(asks("lead"), "aaa")} == {"r1", "r2", "r3"}
    assert named_and_mended(objects, store) == {"r3": checking.DIFFERS}
    assert {row.uid for row in query.records(asks("lead"), "aaa")} == {"r1", "r2"}


def test_words_of_the_section_are_not_looked_at(objects, store):
    """Whoever sees the file by team searches whole kinds of file, and the sections are no part."""
    with store.reading() as connection:
        school_blocks = dict(
            connection.execute(select(tables.blocks.c.portal_type, tables.blocks.c.id)).all()
        )
    if store.dialect == "sqlite":
        assert school_blocks["WelfareFile"] != school_blocks["WelfareFile restricted"]


def test_giving_costs_the_same_whatever_is_in_the_file(store):
    """Statements of a grant on one record, of one on the file, and of taking them back."""

    def cost(records, name):
        file = File(name)
        made = [Record(f"{name}{number}", file, body="word") for number in range(records)]
        commit(School("north", *lead()), file, *made)
        with statements(store) as said:
            commit(made[0].change(alone=[grant("ann")]))
            commit(made[0].change(alone=[]))
            commit(file.change(grants=[grant("worker")]))
            commit(file.change(grants=[]))
        return len(said)

    assert cost(3, "few") == cost(300, "many")
