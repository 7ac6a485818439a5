"""The inbox as the store has it, on both databases: order, rights, barriers, counts."""

from dataclasses import replace
from datetime import timedelta
from tests.invented import lead
from tests.invented import NOW
from tests.invented import School
from tests.invented import who
from welfarefiles.index import writing
from welfarefiles.index.pending import touch
from welfarefiles.index.rows import ConcernRow
from welfarefiles.index.rows import ConcernRows
from welfarefiles.lookup import concerns

import pytest
import transaction


READERS = {("WelfareFile", "concern"): frozenset({"Welfare Lead"})}


def asking(user_id):
    return replace(who(user_id), visibility=READERS)


def row(uid, **more):
    known = {
        "school_uid": "school",
        "kind": "concern",
        "state": "new",
        "path": f"/plone/school/concerns/{uid}",
        "reference": f"CO-2026-{uid:0>6}",
        "revision": "1",
        "reporter": "staff",
        "raised_at": NOW,
    }
    return ConcernRow(uid=uid, **{**known, **more})


@pytest.fixture
def filled(store):
    school = School("school", *lead("lead"))
    touch(school)
    transaction.commit()
    hours = [timedelta(hours=number) for number in range(6)]
    rows = [
        row("1", raised_at=NOW - hours[1], pupil="p", digest="d"),
        row("2", raised_at=NOW - hours[3], pupil="p", state="handled"),
        row("3", raised_at=NOW, danger=True),
        row("4", raised_at=NOW - hours[5], state="acted_on", file_uid="f", pupil="p"),
        row("5", raised_at=NOW, school_uid="elsewhere"),
        row("6", raised_at=NOW - hours[4], kind="request", reporter="office", escalated=True),
    ]
    with store.writing() as connection:
        for one in rows:
            writing.write(ConcernRows(concern=one), None, connection)
    return store


def uids(rows):
    return [one.uid for one in rows]


def test_danger_first_then_the_oldest_of_ones_own_schools(filled):
    assert uids(concerns.inbox(asking("lead"), ("new", "handled"))) == ["3", "6", "2", "1"]
    assert uids(concerns.settled(asking("lead"), ("acted_on",))) == ["4"]
    for user_id in ("staff", "nobody", None):
        assert concerns.inbox(asking(user_id), ("new", "handled")) == []


def test_about_one_child(filled):
    found = concerns.about_child(asking("lead"), "school", pupil="p", file_uid="f")
    assert uids(found) == ["1", "2", "4"]
    since = NOW - timedelta(hours=2)
    assert uids(concerns.about_child(asking("lead"), "school", pupil="p", since=since)) == ["1"]
    assert concerns.about_child(asking("lead"), "school") == []
    assert concerns.about_child(asking("staff"), "school", pupil="p") == []


def test_of_a_person(filled):
    assert uids(concerns.raised_by("office", "school")) == ["6"]
    assert concerns.count_raised("staff", NOW - timedelta(hours=2)) == 3
    assert concerns.same_again("staff", "school", "d", NOW - timedelta(hours=2)).endswith("/1")
    assert concerns.same_again("staff", "school", "d", NOW) is None
    for others in (("office", "school"), ("staff", "other")):
        assert concerns.same_again(*others, "d", NOW - timedelta(hours=2)) is None


def test_what_waits_too_long_and_was_not_reported(filled):
    assert uids(concerns.unopened(NOW - timedelta(minutes=30))) == ["1"]


def test_written_again_and_erased(filled):
    with filled.writing() as connection:
        writing.write(ConcernRows(concern=row("1", state="no_file")), None, connection)
        writing.erase(connection, "3")
    assert uids(concerns.inbox(asking("lead"), ("new",))) == ["6"]
    assert uids(concerns.settled(asking("lead"), ("no_file",))) == ["1"]
    assert concerns.settled(asking("lead"), ("no_file",))[0].pupil == ""
