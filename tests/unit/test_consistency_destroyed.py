"""The index is checked and mended while files are destroyed: no words of them come back."""

from tests.invented import File
from welfarefiles.consistency import check as checking
from welfarefiles.consistency.check import check
from welfarefiles.consistency.rebuild import clear
from welfarefiles.index.pending import touch
from welfarefiles.lookup import query

import transaction


class Objects(list):
    """All objects, as `check` walks them."""

    def at(self, path):
        return next((one for one in self if one.path == path), None)


def test_a_file_destroyed_while_it_is_mended_leaves_no_row(store, monkeypatch):
    objects = Objects([File("aaa"), File("bbb")])
    for one in objects:
        touch(one)
    transaction.commit()
    clear(store)
    computed = checking.pending.computed

    def as_it_is_destroyed(store, uid, change):
        found = computed(store, uid, change)
        objects[:] = [one for one in objects if one.uid != "aaa"]
        return found

    monkeypatch.setattr(checking.pending, "computed", as_it_is_destroyed)
    check(objects, store, mend=True, settle_seconds=0)
    assert query.file_row("aaa") is None
    assert query.file_row("bbb") is not None
