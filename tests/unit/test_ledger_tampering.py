"""Every way we could think of to tamper with a ledger is found, and the untouched one holds.

The sample is written and sealed by the program itself, in both databases; then it is tampered with
as somebody could who has taken the triggers away.
"""

from copy import deepcopy
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from sqlalchemy import text
from tests.ledgerrows import Ledger
from tests.ledgers import opened
from tests.ledgers import Thing
from tests.tampering import TAMPERINGS
from welfarefiles.ledger import sources
from welfarefiles.ledger.appending import append
from welfarefiles.ledger.entry import Change
from welfarefiles.ledger.entry import COLUMNS
from welfarefiles.ledger.entry import CONTENT
from welfarefiles.ledger.entry import digest_of
from welfarefiles.ledger.entry import Draft
from welfarefiles.ledger.heads import note_head
from welfarefiles.ledger.heads import read_heads
from welfarefiles.ledger.sealing import seal_views
from welfarefiles.ledger.sources import GUARDS
from welfarefiles.ledger.verifying import SKELETON
from welfarefiles.ledger.verifying import verify

import pytest


NOW = datetime(2026, 11, 16, 10, 30, tzinfo=UTC)
OLD = NOW - timedelta(days=8 * 366)


def draft(kind="view", action="file.seen", **more):
    subject = vars(Thing(record_uid="n1").subject())
    plain = {"person": "mary", "through": "session", "ip": "192.0.2.1", "request_id": "r" * 32}
    given = {"fields": (Change("state", "open", "closed"),), "detail": {"pages": 3}}
    return Draft(
        **{"action": action, "kind": kind, "reason": "why"} | subject | plain | given | more
    )


def written(store, folder):
    """Old views and changes, the views sealed; then new ones, with heads noted on three days."""
    with store.writing() as connection:
        kinds = ("view", "view", "change", "download", "search", "access")
        append(connection, [draft(kind, f"file.{kind}") for kind in kinds], OLD)
    note_head(folder, OLD)
    seal_views(store, now=NOW)  # entry 7
    note_head(folder, NOW)
    for number in range(8, 17):
        kind = "change" if number % 3 == 0 else "view"
        with store.writing() as connection:
            moment = NOW + timedelta(minutes=number)
            append(connection, [draft(kind, once=f"{number:032}", about="joe")], moment)
    note_head(folder, NOW + timedelta(days=1))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sample(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledger")
    url = f"sqlite:///{folder}/ledger.sqlite"
    if request.param == "postgresql":
        cluster = request.getfixturevalue("postgresql_cluster")
        url = cluster.url(cluster.create_database())
    with opened(url) as store:
        written(store, folder / "heads")
    with sources.opened(url) as source:
        rows = Ledger(list(source.entries), list(source.skeletons), read_heads(folder / "heads")[0])
        assert source.problems == []
    return rows


@pytest.fixture
def ledger(sample):
    return deepcopy(sample)


def test_untouched_it_holds(ledger):
    report = ledger.report()
    assert (report.problems, report.notes) == ([], [])
    assert (report.entries, report.sealed, report.head[0]) == (12, 4, 16)
    assert [row["number"] for row in ledger.skeletons] == [1, 2, 4, 5]


def other(row, column):
    """Another value that could stand in a column."""
    if column in ("number", "seal"):
        return row[column] + 100
    if column in ("digest", "previous", "hash"):
        return "0" * 63 + "1"
    return {
        "moment": "2026-11-16T10:39:00.000000Z",
        "kind": "search" if row["kind"] != "search" else "view",
        "fields": '[{"field":"state","old":"open","new":"open"}]',
    }.get(column, f"{row.get(column, '')} ")


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_an_entry(ledger, column):
    entry = ledger.entry(11)
    entry[column] = other(entry, column)
    assert not ledger.report().holds
    assert ledger.report().problems[0].number in (11, 12, 111)


@pytest.mark.parametrize("column", CONTENT)
def test_every_column_with_its_digest_made_right(ledger, column):
    entry = ledger.entry(11)
    entry[column] = other(entry, column)
    entry["digest"] = digest_of(entry[name] for name in CONTENT)
    assert ledger.report().problems[0].number == 11


@pytest.mark.parametrize("column", SKELETON)
def test_every_column_of_what_is_left_of_a_sealed_entry(ledger, column):
    skeleton = ledger.skeleton(4)
    skeleton[column] = other(skeleton, column)
    assert not ledger.report().holds


@pytest.mark.parametrize("value", [None, 1, b"bytes", True, 1.5])
def test_what_is_not_text(ledger, value):
    ledger.entry(11)["person"] = value
    assert str(ledger.report().problems[0]) == "entry 11: person is damaged"


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(ledger, name):
    TAMPERINGS[name](ledger)
    assert not ledger.report().holds


def test_there_are_enough_of_them():
    columns = len(COLUMNS) + len(CONTENT) + len(SKELETON)
    assert len(TAMPERINGS) + columns >= 90


def test_one_wrong_entry_does_not_make_the_rest_wrong(ledger):
    ledger.entry(11)["person"] = "x"
    assert [str(problem) for problem in ledger.report().problems] == [
        "entry 11: what it says was changed"
    ]


def test_a_clock_that_was_put_back_is_a_note(tmp_path):
    with opened(f"sqlite:///{tmp_path}/ledger.sqlite") as store:
        for moment in (NOW, NOW - timedelta(hours=1)):
            with store.writing() as connection:
                append(connection, [draft()], moment)
        with sources.opened(f"{tmp_path}/ledger.sqlite") as source:
            report = verify(source.entries, source.skeletons)
    assert report.holds
    assert len(report.notes) == 1
    assert "entry 2: the clock had been put back" in report.notes[0]


def test_guards_that_were_taken_away(fresh_url):
    with opened(fresh_url) as store:
        with store.writing() as connection:
            append(connection, [draft()], NOW)
            on = "" if store.dialect == "sqlite" else " ON ledger"
            connection.execute(text(f"DROP TRIGGER ledger_kept{on}"))
        with sources.opened(fresh_url) as source:
            assert [str(problem) for problem in source.problems] == [
                "the guard ledger_kept is missing"
            ]
    assert "ledger_kept" in GUARDS
