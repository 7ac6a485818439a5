"""The closing checklist: what is shipped, and when a line holds (C00-C28, R157, R160)."""

from dataclasses import asdict
from datetime import datetime
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.closure import checklist
from welfarefiles.closure.checklist import Answer
from welfarefiles.closure.checklist import Line
from welfarefiles.closure.facts import Finding
from welfarefiles.closure.findings import CHECKS

import json
import pytest


WHEN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def test_the_28_lines_and_their_header_are_shipped():
    lines = checklist.load_lines()
    assert [line.key for line in lines] == [f"C{number:02d}" for number in range(29)]
    assert {line.check for line in lines} - {None} == set(CHECKS)
    assert len({line.text for line in lines}) == 29


def test_what_the_seed_calls_if_applicable_may_be_waived():
    waivable = {line.key for line in checklist.load_lines() if line.applies == "if_applicable"}
    assert waivable >= {"C01", "C09", "C11", "C23", "C24"}
    assert not waivable & {"C00", "C02", "C04", "C05", "C28"}


def test_a_line_answered_by_a_person_alone_can_always_be_answered():
    for line in checklist.load_lines():
        assert line.check or line.applies == "if_applicable"


@pytest.mark.parametrize("data", [None, "", [], {}, {"lines": []}])
def test_an_emptied_checklist_is_the_shipped_one(data):
    assert checklist.load_lines(data) == checklist.load_lines()


def test_a_checklist_is_read_from_what_a_school_may_store():
    shipped = checklist.shipped()
    expected = checklist.load_lines()
    for data in (shipped, shipped["lines"], json.dumps(shipped), json.dumps(shipped["lines"])):
        assert checklist.load_lines(data) == expected
    assert checklist.load_lines([asdict(line) for line in expected]) == expected


ROW = {"key": "X1", "section": "Ours", "text": "Bicycle returned"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([ROW, ROW], "X1 twice"),
        ([ROW | {"phase": "later"}], "X1 has an unknown"),
        ([ROW | {"applies": "sometimes"}], "X1 has an unknown"),
        ([ROW | {"colour": "red"}], "not complete"),
        ([{"key": "X1"}], "not complete"),
        ([ROW | {"text": ""}], "no key or no text"),
        (["X1"], "not complete"),
        ("{", "not valid JSON"),
    ],
)
def test_an_impossible_checklist_is_refused(data, message):
    with pytest.raises(ValueError, match=message):
        checklist.load_lines(data)


ASKED = Line("L1", "S", "Letter sent")
CHECKED = Line("L2", "S", "Plans done", check="plans")
STRICT = Line("L3", "S", "Front sheet done", check="plans", applies="always")

YES = Finding(True, "All is well.", by="head", at=WHEN)
NO = Finding(False, "There is none.")
UNFINISHED = Finding(False, "One is a draft.", present=True)
UNSURE = Finding(None, "None is on file.")

DONE = Answer("done", by="lead", at=WHEN)
NOT_DONE = Answer("not_done", by="lead", at=WHEN)
WAIVED = Answer("not_applicable", " No plan was needed ", "lead", WHEN)
UNREASONED = Answer("not_applicable", "  ", "lead", WHEN)


@pytest.mark.parametrize(
    ("line", "answer", "finding", "status", "blocking"),
    [
        # A person answers.
        (ASKED, None, None, "not_done", "L1 Letter sent: Not answered yet."),
        (ASKED, DONE, None, "done", None),
        (ASKED, NOT_DONE, None, "not_done", "L1 Letter sent: Not done yet."),
        (ASKED, WAIVED, None, "not_applicable", None),
        (ASKED, UNREASONED, None, "not_done", "L1 Letter sent: Say why it is not applicable."),
        (ASKED, Answer("maybe"), None, "not_done",
         "L1 Letter sent: The answer is none of Done, Not applicable, Not done."),
        # The system answers; a person can only waive, with a reason.
        (CHECKED, None, YES, "done", None),
        (CHECKED, NOT_DONE, YES, "done", None),
        (CHECKED, WAIVED, YES, "not_applicable", None),
        (CHECKED, None, NO, "not_done", "L2 Plans done: There is none."),
        (CHECKED, DONE, NO, "not_done", "L2 Plans done: There is none."),
        (CHECKED, WAIVED, NO, "not_applicable", None),
        (CHECKED, UNREASONED, NO, "not_done",
         "L2 Plans done: There is none. Say why it is not applicable."),
        (CHECKED, WAIVED, UNFINISHED, "not_done",
         "L2 Plans done: One is a draft. It does apply to this file."),
        # The system cannot tell: a person answers, and sees what was found.
        (CHECKED, None, UNSURE, "not_done", "L2 Plans done: Not answered yet. None is on file."),
        (CHECKED, DONE, UNSURE, "done", None),
        (CHECKED, WAIVED, UNSURE, "not_applicable", None),
        # Lines that apply to every file.
        (STRICT, WAIVED, NO, "not_done",
         "L3 Front sheet done: There is none. This line applies to every file."),
        (STRICT, WAIVED, YES, "done", None),
    ],
)  # fmt: skip
def test_one_line(line, answer, finding, status, blocking):
    answers = {line.key: answer} if answer else {}
    findings = {"plans": finding} if finding else {}
    (result,) = checklist.evaluate([line], answers, findings)
    assert (result.status, result.blocking) == (status, blocking)
    assert result.found == (finding.sentence if finding else "")


def test_who_and_when_come_with_the_answer_or_the_finding():
    said, seen = checklist.evaluate([ASKED, CHECKED], {"L1": WAIVED}, {"plans": YES})
    assert (said.by, said.at, said.reason) == ("lead", WHEN, "No plan was needed")
    assert (seen.by, seen.at, seen.by_system) == ("head", WHEN, True)


def test_a_check_nobody_knows_blocks():
    line = Line("X1", "Ours", "Bicycle returned", check="bicycle")
    (result,) = checklist.evaluate([line], {"X1": DONE}, {})
    assert result.blocking == f"X1 Bicycle returned: {checklist.UNCHECKABLE}"


def test_missing_for_submitting_and_for_closing():
    lines = [ASKED, Line("L9", "S", "Manager agreed", phase="close")]
    results = checklist.evaluate(lines, {}, {})
    assert checklist.missing(results, "submit") == ["L1 Letter sent: Not answered yet."]
    assert checklist.missing(results, "close") == [
        "L1 Letter sent: Not answered yet.",
        "L9 Manager agreed: Not answered yet.",
    ]
    with pytest.raises(ValueError, match="not a phase"):
        checklist.missing(results, "whenever")


ANSWERS = st.none() | st.builds(
    Answer, st.sampled_from([*checklist.ANSWERS, "", "maybe"]), st.sampled_from(["", " ", "why"])
)
FINDINGS = st.none() | st.builds(
    Finding, st.sampled_from([True, False, None]), st.just("Seen."), st.booleans()
)
LINES = st.builds(
    Line, st.just("L"), st.just("S"), st.just("Text"), st.sampled_from([None, "plans", "unknown"]),
    st.just("submit"), st.sampled_from(["always", "if_applicable"]),
)  # fmt: skip


@given(LINES, ANSWERS, FINDINGS)
def test_a_line_holds_only_for_a_reason(line, answer, finding):
    answers = {"L": answer} if answer else {}
    findings = {"plans": finding} if finding else {}
    (result,) = checklist.evaluate([line], answers, findings)
    assert (result.blocking is None) is (result.status != "not_done")
    if result.blocking is not None:
        return
    waived = answer and answer.answer == "not_applicable" and answer.reason.strip()
    seen = line.check == "plans" and finding and finding.ok
    ticked = answer and answer.answer == "done"
    unsure = line.check is None or (line.check == "plans" and finding and finding.ok is None)
    assert seen or (unsure and ticked) or (waived and line.applies == "if_applicable")


@given(LINES, FINDINGS)
def test_a_line_may_be_waived_where_a_reason_would_settle_it(line, finding):
    findings = {"plans": finding} if finding else {}
    (before,) = checklist.evaluate([line], {}, findings)
    (after,) = checklist.evaluate([line], {"L": Answer("not_applicable", "why")}, findings)
    if before.by_system:
        assert before.waivable is bool(before.blocking and not after.blocking)
