"""Old views go, the chain stays; nothing else can go, whoever asks."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from sqlalchemy import text
from tests.ledgers import Thing
from welfarefiles.ledger import reading
from welfarefiles.ledger import sources
from welfarefiles.ledger.appending import append
from welfarefiles.ledger.circumstances import acting
from welfarefiles.ledger.entry import Draft
from welfarefiles.ledger.reading import Filter
from welfarefiles.ledger.sealing import PeriodTooShort
from welfarefiles.ledger.sealing import seal_views
from welfarefiles.ledger.verifying import verify
from welfarefiles.ledger.writing import enter_now
from welfarefiles.sql.errors import StoreFailed

import pytest


NOW = datetime.now(UTC)
KINDS = ("view", "change", "search", "refusal", "download", "disposal", "access", "view")


def years_ago(years):
    return NOW - timedelta(days=366 * years)


@pytest.fixture
def store(fresh):
    """Eight entries of each kind eight years ago, and as many three years ago."""
    for years in (8, 3):
        drafts = [Draft(f"file.{kind}", kind, file_uid="f1") for kind in KINDS]
        with fresh.writing() as connection:
            append(connection, drafts, years_ago(years))
    return fresh


def report(store):
    with sources.opened(store.url.render_as_string(hide_password=False)) as source:
        return verify(source.entries, source.skeletons)


def kinds():
    return [entry.kind for entry in reversed(reading.entries())]


def test_old_views_are_sealed_and_the_rest_is_kept(store):
    with acting("records"):
        assert seal_views(store) == 4
    kept = ["change", "refusal", "disposal", "access"]
    assert kinds() == [*kept, *KINDS, "disposal"]
    assert report(store).holds
    assert (report(store).entries, report(store).sealed) == (13, 4)
    (seal,) = reading.entries(Filter(actions=("ledger.sealed",)))
    assert (seal.person, seal.detail["count"], seal.detail["last"]) == ("records", 4, 8)


def test_sealing_again_finds_nothing(store):
    seal_views(store)
    assert seal_views(store) == 0
    assert len(reading.entries()) == 13


def test_it_goes_on_after_an_earlier_seal(store):
    seal_views(store)
    enter_now("file.seen", Thing())
    done = []
    assert seal_views(store, years=2, batch=3, progress=done.append) == 4
    assert done == [3, 4]
    assert [kind for kind in kinds() if kind == "view"] == ["view"]
    assert report(store).holds
    assert report(store).sealed == 8


def test_not_all_at_once(store):
    assert seal_views(store, years=2, batch=2, most=3) == 4
    assert seal_views(store, years=2, batch=2, most=1) == 2
    assert seal_views(store, years=2, batch=2, most=9) == 2


def test_the_period_has_a_least_length(store):
    for years in (0, 0.5, -6):
        with pytest.raises(PeriodTooShort):
            seal_views(store, years=years)
    assert len(reading.entries()) == 16


INTO = "INSERT INTO ledger_skeletons (number, moment, kind, digest, hash, seal)"


@pytest.mark.parametrize(
    "statement",
    [
        # a change, and a change that says it is a view
        f"{INTO} SELECT number, moment, kind, digest, hash, 17 FROM ledger WHERE number = 2",
        f"{INTO} SELECT number, moment, 'view', digest, hash, 17 FROM ledger WHERE number = 2",
        # a new view, and one that says it is old
        f"{INTO} SELECT number, moment, kind, digest, hash, 17 FROM ledger WHERE number = 18",
        f"{INTO} SELECT number, '2001', kind, digest, hash, 17 FROM ledger WHERE number = 18",
        # no such entry, no such seal, sealed already
        f"{INTO} VALUES (99, '2001', 'view', '', '', 17)",
        f"{INTO} SELECT number, moment, kind, digest, hash, 10 FROM ledger WHERE number = 9",
        f"{INTO} SELECT number, moment, kind, digest, hash, seal FROM ledger_skeletons",
        "UPDATE ledger_skeletons SET kind = 'search'",
        "DELETE FROM ledger_skeletons",
        "DELETE FROM ledger WHERE number = 9",
    ],
)
def test_the_triggers_allow_nothing_else(store, statement):
    seal_views(store)
    enter_now("file.seen", Thing())
    before = report(store).head, len(reading.entries())
    with pytest.raises(Exception, match=r"refused|busy"), store.writing() as connection:
        connection.execute(text(statement))
    assert (report(store).head, len(reading.entries())) == before
    assert report(store).holds


def test_on_postgresql_the_tables_cannot_be_emptied_at_once(store):
    if store.dialect == "sqlite":
        return  # has no such statement
    for table in ("ledger", "ledger_skeletons"):
        with pytest.raises(StoreFailed), store.writing() as connection:
            connection.execute(text(f"TRUNCATE {table}"))
