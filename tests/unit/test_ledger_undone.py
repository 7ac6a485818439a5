"""A change that was entered and did not take place: the check says so in the ledger, once."""

from tests.invented import File
from tests.invented import Record
from tests.ledgers import Thing
from welfarefiles.consistency.check import check
from welfarefiles.index.pending import touch
from welfarefiles.ledger import reading
from welfarefiles.ledger.interfaces import ILedgerSubject
from welfarefiles.ledger.undone import DID_NOT_TAKE_PLACE
from welfarefiles.ledger.writing import enter
from welfarefiles.ledger.writing import enter_now
from zope.component import getGlobalSiteManager

import pytest
import transaction


class Objects(list):
    """All objects, as `check` walks them."""

    def at(self, path):
        return next((obj for obj in self if path_of(obj) == path), None)


def path_of(obj):
    rows = obj.rows()
    return getattr(rows, "record", rows.file if hasattr(rows, "file") else None).path


@pytest.fixture
def store(fresh):
    """The invented files and records are subjects of the ledger too."""
    components = getGlobalSiteManager()
    kinds = {File: lambda file: Thing(file.uid), Record: lambda record: Thing("aaa", record.uid)}
    for kind, thing in kinds.items():
        components.registerAdapter(
            lambda obj, thing=thing: thing(obj).subject(), (kind,), ILedgerSubject
        )
    yield fresh
    for kind in kinds:
        components.unregisterAdapter(None, (kind,), ILedgerSubject)


def change(obj):
    """A change with its entry; gives back how the object was."""
    before = getattr(obj, "revision", "")
    enter("file.changed", obj)
    touch(obj)
    transaction.commit()
    return before


def mend(store, *objects):
    found = check(Objects(objects), store, mend=True, settle_seconds=0)
    assert check(Objects(objects), store, settle_seconds=0) == []
    return [difference.kind for difference in found]


def undone():
    """(uid of record or file, numbers) of what the ledger says did not take place."""
    entries = reading.entries(reading.Filter(actions=(DID_NOT_TAKE_PLACE,)))
    return [
        (entry.record_uid or entry.file_uid, entry.detail["entries"]) for entry in reversed(entries)
    ]


def test_nothing_is_said_of_what_took_place(store):
    file = File("aaa")
    change(file)
    change(file)
    enter_now("file.seen", file)
    assert mend(store, file) == []
    assert undone() == []


def test_changes_that_did_not_take_place(store):
    file = File("aaa")
    record = Record("r1", file)
    change(file)  # 1
    change(record)  # 2
    revision = change(record)  # 3
    change(record)  # 4
    enter_now("file.seen", record)
    record.revision = revision  # as the object database has it after the kill
    assert mend(store, file, record) == ["ahead"]
    assert undone() == [("r1", "3 4")]
    assert mend(store, file, record) == []


def test_it_is_said_once(store):
    file = File("aaa")
    change(file)
    for number in ("2", "4"):
        file.revision = change(file)
        assert mend(store, file) == ["ahead"]
        assert undone()[-1] == ("aaa", number)


def test_what_was_added_and_is_not_there(store):
    file = File("aaa")
    change(file)
    change(Record("r1", file))
    assert mend(store, file) == ["orphan"]
    assert undone() == [("r1", "2")]


def test_a_file_that_is_not_there(store):
    change(File("aaa"))
    assert "orphan" in mend(store)
    assert undone() == [("aaa", "1")]


def test_the_entry_is_about_the_same_file(store):
    change(File("aaa"))
    mend(store)
    said, changed = reading.entries()
    assert (said.reference, said.school_uid) == (changed.reference, changed.school_uid)
    assert (said.severity, said.through) == ("serious", "system")
