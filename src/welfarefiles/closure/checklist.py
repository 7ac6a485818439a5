"""The closing checklist of Appendix 2 (C00-C28), judged without Plone (R157, R160, R161).

Lines are data that a school may edit. Each is answered by a person, or read off the
file by an evaluator (`findings`), or both: what the system cannot know is asked.
Whatever cannot be judged blocks.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any
from welfarefiles.closure.facts import Finding

import json


DONE = "done"
NOT_APPLICABLE = "not_applicable"
NOT_DONE = "not_done"
ANSWERS = (DONE, NOT_APPLICABLE, NOT_DONE)

# What must hold before the summary goes to the manager, and only before closing.
SUBMIT = "submit"
CLOSE = "close"
PHASES = (SUBMIT, CLOSE)

ALWAYS = "always"
IF_APPLICABLE = "if_applicable"

# Who answers a line: whoever writes the summary, a lead, or the manager who authorises.
WORKER = "worker"
LEAD = "lead"
MANAGER = "manager"
SIGNERS = (WORKER, LEAD, MANAGER)

UNCHECKABLE = "The portal could not check this line; ask who looks after the portal."


@dataclass(frozen=True)
class Line:
    """One line; `section` is the title it stands under.

    `check` names its evaluator or is None; `applies` is ALWAYS or IF_APPLICABLE; `signs` is one of
    SIGNERS. A line that is `retired` is asked no more; what was answered to it stays readable.
    """

    key: str
    section: str
    text: str
    check: str | None = None
    phase: str = SUBMIT
    applies: str = IF_APPLICABLE
    signs: str = WORKER
    retired: bool = False

    def __str__(self) -> str:
        return f"{self.key} {self.text}"


@dataclass(frozen=True)
class Answer:
    """What a person said about a line (DONE, NOT_APPLICABLE, NOT_DONE), who and when."""

    answer: str
    reason: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class LineResult:
    """How a line stands; `blocking` is the whole sentence, or None when it holds.

    `found` is what the system saw; `by_system` is true where the status comes from it, and then
    `waivable` says whether a person may still answer that the line is not applicable.
    """

    key: str
    section: str
    text: str
    phase: str
    status: str
    found: str = ""
    by_system: bool = False
    by: str = ""
    at: datetime | None = None
    reason: str = ""
    blocking: str | None = None
    waivable: bool = False
    signs: str = WORKER
    check: str | None = None


def shipped() -> dict[str, Any]:
    """The checklist as shipped: title, source and lines, as plain data."""
    text = files(__package__).joinpath("data/appendix2.json").read_text(encoding="utf-8")
    return json.loads(text)


def load_lines(data: str | Mapping | Iterable[Mapping] | None = None) -> tuple[Line, ...]:
    """Lines that are asked, from data a school may have edited; C00 to C28 as shipped for None.

    `data`: a list of rows, a mapping with `lines`, or either as JSON. Raises ValueError
    naming the line that cannot be one.
    """
    return tuple(line for line in all_lines(data) if not line.retired)


def all_lines(data: str | Mapping | Iterable[Mapping] | None = None) -> tuple[Line, ...]:
    """The same with those that are retired."""
    lines: dict[str, Line] = {}
    for row in _rows(data):
        line = _line(row)
        if line.key in lines:
            raise ValueError(f"The checklist has the line {line.key} twice.")
        lines[line.key] = line
    return tuple(lines.values())


def _rows(data: Any) -> Iterable[Mapping]:
    """The rows of what `load_lines` takes; an emptied checklist is the shipped one."""
    if isinstance(data, str) and data.strip():
        try:
            data = json.loads(data)
        except ValueError as error:
            raise ValueError("The checklist is not valid JSON.") from error
    rows = data.get("lines") if isinstance(data, Mapping) else data
    return rows or shipped()["lines"]


def _line(row: Mapping[str, Any]) -> Line:
    try:
        line = Line(**row)
    except TypeError as error:
        raise ValueError(f"A line of the checklist is not complete: {row!r}") from error
    if not (line.key and line.text):
        raise ValueError(f"A line of the checklist has no key or no text: {row!r}")
    if line.phase not in PHASES or line.applies not in (ALWAYS, IF_APPLICABLE):
        raise ValueError(f"The checklist's line {line.key} has an unknown phase or condition.")
    if line.signs not in SIGNERS:
        raise ValueError(f"The checklist's line {line.key} has an unknown signer.")
    if line.signs == MANAGER and line.phase != CLOSE:
        # the manager sees the summary only once it was submitted
        raise ValueError(f"The manager answers {line.key} only after the summary is submitted.")
    return line


def evaluate(
    lines: Iterable[Line],
    answers: Mapping[str, Answer],
    findings: Mapping[str, Finding],
) -> list[LineResult]:
    """How each line stands, given answers by line key and findings by name of check."""
    return [_result(line, answers.get(line.key), _finding(line, findings)) for line in lines]


def _finding(line: Line, findings: Mapping[str, Finding]) -> Finding | None:
    if line.check is None:
        return None
    # A check nobody knows must not let a file close.
    return findings.get(line.check, Finding(False, UNCHECKABLE))


def _result(line: Line, answer: Answer | None, finding: Finding | None) -> LineResult:
    problem = answer_problem(line, answer, finding)
    if _decided(finding) and not _waived(answer, problem):
        return _seen(line, finding, problem)
    said = answer or Answer(NOT_DONE)
    found = finding.sentence if finding else ""
    return LineResult(
        line.key, line.section, line.text, line.phase,
        status=NOT_DONE if problem else said.answer,
        found=found, by=said.by, at=said.at, reason=said.reason.strip(),
        blocking=_sentence(line, problem, found) if problem else None,
        signs=line.signs, check=line.check,
    )  # fmt: skip


WAIVER = Answer(NOT_APPLICABLE, "A reason")


def _seen(line: Line, finding: Finding, problem: str | None) -> LineResult:
    """A line as the system saw it; a vain attempt to waive it is told too."""
    blocking = None if finding.ok else _sentence(line, finding.sentence, problem)
    return LineResult(
        line.key, line.section, line.text, line.phase,
        status=DONE if finding.ok else NOT_DONE,
        found=finding.sentence, by_system=True, by=finding.by, at=finding.at,
        blocking=blocking,
        waivable=not finding.ok and _waiver_problem(line, WAIVER, finding) is None,
        signs=line.signs, check=line.check,
    )  # fmt: skip


def _decided(finding: Finding | None) -> bool:
    return finding is not None and finding.ok is not None


def _waived(answer: Answer | None, problem: str | None) -> bool:
    """Whether a person rightly took the line out of the system's hands."""
    return answer is not None and answer.answer == NOT_APPLICABLE and not problem


def answer_problem(line: Line, answer: Answer | None, finding: Finding | None = None) -> str | None:
    """Why this answer does not settle the line, as a sentence, or None.

    A form asks it before saving; `evaluate` asks it again. Where the system decides,
    only Not applicable can be a wrong answer.
    """
    if answer is not None and answer.answer not in ANSWERS:
        return "The answer is none of Done, Not applicable, Not done."
    if answer is not None and answer.answer == NOT_APPLICABLE:
        return _waiver_problem(line, answer, finding)
    if _decided(finding):
        return None
    if answer is None:
        return "Not answered yet."
    return "Not done yet." if answer.answer == NOT_DONE else None


def _waiver_problem(line: Line, answer: Answer, finding: Finding | None) -> str | None:
    if line.applies != IF_APPLICABLE:
        return "This line applies to every file."
    if finding is not None and finding.present:
        return "It does apply to this file."
    return None if answer.reason.strip() else "Say why it is not applicable."


def missing(results: Sequence[LineResult], phase: str) -> list[str]:
    """The exact sentences for what is missing before submitting or before closing (R160).

    Closing needs everything that submitting needed too.
    """
    if phase not in PHASES:
        raise ValueError(f"{phase} is not a phase of the checklist.")
    phases = PHASES[: PHASES.index(phase) + 1]
    return [one.blocking for one in results if one.blocking and one.phase in phases]


def _sentence(line: Line, *why: str | None) -> str:
    return f"{line}: {' '.join(filter(None, why))}"
