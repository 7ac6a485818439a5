"""What a meeting must say: attendance and report where other agencies confer (R070)."""

from datetime import date
from datetime import datetime
from welfarefiles.calendars.london import LONDON
from welfarefiles.meetings.rule import meeting
from welfarefiles.records.abbreviations import unknown
from welfarefiles.records.abbreviations import WrittenOut

import pytest


NOW = datetime(2026, 11, 20, 12, tzinfo=LONDON)
HELD = datetime(2026, 11, 19, 14, tzinfo=LONDON)
THERE = {"attendance": [{"name": "Orla"}], "report": object()}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "tac"}, []),
        ({"kind": "cp_conference"}, ["attendance", "no_report_reason"]),
        ({"kind": "core_group"}, ["attendance", "no_report_reason"]),
        ({"kind": "core_group", **THERE}, []),
        (
            {"kind": "core_group", **THERE, "report": None, "no_report_reason": " "},
            ["no_report_reason"],
        ),
        ({"kind": "core_group", **THERE, "report": None, "no_report_reason": "Called today."}, []),
        ({"kind": "strategy"}, []),
        ({"report_sent_on": date(2026, 11, 20)}, []),
        ({"report_sent_on": date(2026, 11, 21)}, ["report_sent_on"]),
        ({"happened_at": HELD, "next_meeting": date(2026, 11, 19)}, ["next_meeting"]),
        ({"happened_at": HELD, "next_meeting": date(2026, 11, 20)}, []),
        ({"next_meeting": date(2026, 11, 1)}, []),
        ({"actions": [{"what": " "}]}, ["actions"]),
        ({"happened_at": HELD, "actions": [{"what": "Ring", "by": date(2026, 1, 1)}]}, ["actions"]),
    ],
)
def test_what_a_meeting_must_say(values, fields):
    found = meeting(values, NOW)
    assert list(found) == fields
    assert all(sentence.endswith(".") for sentence in found.values())


KNOWN = {"TAC": "Team Around the Child", "CP": "Child Protection <plan>"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("TAC on Monday, TAC on Friday", "TAC (Team Around the Child) on Monday, TAC on Friday"),
        ("The TAC (team around the child) met", "The TAC (team around the child) met"),
        ("WF-2026-000123 and CP-2026-000001", "WF-2026-000123 and CP-2026-000001"),
        ("TACTIC, tac, Tac", "TACTIC, tac, Tac"),
        ("", ""),
    ],
)
def test_abbreviations_are_written_out_once(text, written):
    assert WrittenOut(KNOWN).plain(text) == written


def test_a_record_writes_each_out_at_its_first_use_only():
    record = WrittenOut(KNOWN)
    assert record.plain("The TAC met.") == "The TAC (Team Around the Child) met."
    assert record.plain("The TAC met again.") == "The TAC met again."


def test_what_was_written_and_the_meaning_are_quoted():
    assert WrittenOut(KNOWN).html("<b>CP</b> & CP") == (
        '&lt;b&gt;<abbr title="Child Protection &lt;plan&gt;">CP</abbr> '
        '<span class="quiet">(Child Protection &lt;plan&gt;)</span>&lt;/b&gt; &amp; CP'
    )


def test_unknown_abbreviations_are_named_once():
    texts = ["The EWO and the TAC", None, "EWO rang the PRU, OK? I saw WF-2026-000123"]
    assert unknown(texts, KNOWN) == ["EWO", "PRU"]
