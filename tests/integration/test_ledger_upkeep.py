"""The ledger is looked after by the clock: heads noted, mailed and stamped, old views sealed."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from tests.ledgers import opened
from welfarefiles.history.upkeep import NOTE
from welfarefiles.history.upkeep import STAMP
from welfarefiles.jobs.kinds import find_kind
from welfarefiles.jobs.kinds import NotNow
from welfarefiles.ledger import reading
from welfarefiles.ledger.appending import append
from welfarefiles.ledger.entry import Draft
from welfarefiles.ledger.heads import read_heads
from welfarefiles.ledger.sealing import PeriodTooShort

import pytest


@pytest.fixture
def entries(portal, tmp_path):
    """A ledger of its own with old and new views: that of the layer goes on from test to test."""
    with opened(f"sqlite:///{tmp_path}/ledger.sqlite") as store:
        for years in (7, 2):
            with store.writing() as connection:
                drafts = [Draft("files.viewed", "view", file_uid="f1")] * 2
                append(connection, drafts, datetime.now(UTC) - timedelta(days=366 * years))
        yield store


def test_old_views_are_sealed(portal, entries, monkeypatch):
    work = find_kind("ledger.seal-views")
    monkeypatch.setenv("WELFAREFILES_LEDGER_YEARS", "0.5")
    with pytest.raises(PeriodTooShort):
        work.do(portal, {}, "whole")
    monkeypatch.delenv("WELFAREFILES_LEDGER_YEARS")
    work.do(portal, {}, "whole")
    assert len(reading.entries(reading.Filter(file_uid="f1"))) == 2


def test_the_head_is_noted(portal, entries, monkeypatch, tmp_path):
    monkeypatch.setenv("WELFAREFILES_LEDGER_HEADS", str(tmp_path))
    work = find_kind("ledger.note-head")
    assert work.steps(portal, {}) == [NOTE]
    line = work.do(portal, {}, NOTE)
    ((head,), damaged) = read_heads(tmp_path)
    assert (head.number, head.hash) == reading.head() == (int(line.split()[1]), line.split()[2])
    assert damaged == []


def test_a_stamp_is_tried_again(portal, entries, monkeypatch, tmp_path):
    monkeypatch.setenv("WELFAREFILES_LEDGER_HEADS", str(tmp_path))
    monkeypatch.setenv("WELFAREFILES_LEDGER_TIMESTAMPS", "http://localhost:1/")
    work = find_kind("ledger.note-head")
    assert work.steps(portal, {}) == [NOTE, STAMP]
    work.do(portal, {}, NOTE)
    with pytest.raises(NotNow, match="did not answer"):
        work.do(portal, {}, STAMP)
