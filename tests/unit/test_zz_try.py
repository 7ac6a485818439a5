from tests.invented import *
from tests.invented import VISIBILITY, ROWS_FOR, LEAD
from welfarefiles.index import query
from welfarefiles.index.pending import touch, forget
from welfarefiles.index.query import *
import transaction
def test_first(store):
    s = School("north", *lead())
    a = File("aaa", body="Crying at the gate")
    r = Record("r1", a, body="Home visit, mother injured her hand")
    for o in (s, a, r): touch(o)
    assert [x.uid for x in query.records_now("aaa")] == ["r1"]
    transaction.commit()
    p = register(who("lead"), "north")
    assert [f.reference for f in p] == ["WF-2026-aaa"], p
    assert [x.uid for x in records(who("lead"), "aaa")] == ["r1"]
    assert [x.uid for x in records(who("lead"))] == ["r1"]
    assert [x.uid for x in search(who("lead"), "mothers home")] == ["r1"]
    assert [x.uid for x in search(who("lead"), "gate cry")] == ["aaa"]
    assert [x.uid for x in search(who("lead"))] == ["r1", "aaa"]
    assert len(search(who("x"), "gate")) == 0
    print(facets(who("lead")))
    assert count_found(who("lead"), "gate") == 1
    assert len(dues(who("lead"))) == 0
    assert may_see(who("lead"), "r1")
    forget(a); transaction.commit()
    assert not may_see(who("lead"), "r1")
    assert len(search(who("lead"))) == 0
