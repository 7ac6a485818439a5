"""Checklist lines that are read off the records (C03, C05, C07, C12, C15, C17, C22)."""

from collections.abc import Iterable
from welfarefiles.calendars.london import format_date
from welfarefiles.calendars.london import london_date
from welfarefiles.closure.facts import CLOSURE
from welfarefiles.closure.facts import FileFacts
from welfarefiles.closure.facts import Finding
from welfarefiles.closure.facts import RecordFact


FINISHED = {"signed", "authorised", "struck"}
NAMED = 5  # records named in one sentence

# What somebody else authorises has lines of its own.
AUTHORISED = {"Assessment", "CourtReport", "Plan", "ClosingSummary"}
#: What a manager authorises of what was assessed (R104).
ASSESSMENTS = ("Assessment", "CourtReport")

PLAN_MARKER = "cpp"
LOOKED_AFTER_MARKER = "cla"
EDUCATION_PLANS = {"pep", "placement"}


def assessments_authorised(facts: FileFacts) -> Finding:
    """C03, R104: assessments and court reports authorised, contact notes and concerns signed."""
    contacts = [one for one in facts.records if one.is_contact]
    mine = [*_of_type(facts, *ASSESSMENTS), *contacts]
    left = _unfinished(mine)
    if left:
        return Finding(False, f"Not finished: {_named(left)}.", present=True)
    number = _number(_standing(_of_type(facts, "Assessment")))
    if not number:
        return Finding(True, "There is no assessment; every contact and concern is signed.")
    return Finding(True, f"Every assessment is authorised ({number}), every note signed.")


def chronology(facts: FileFacts) -> Finding:
    """C05, R088: there is one, and nothing signed by its author is still a draft.

    The chronology is made of the records themselves, so it is up to date when they are.
    """
    notes = [one for one in facts.records if one.portal_type not in AUTHORISED]
    left = _unfinished(notes)
    if left:
        return Finding(False, f"Still drafts: {_named(left)}.", present=True)
    entries = [one for one in _standing(facts.records) if one.portal_type != "ClosingSummary"]
    if not entries:
        return Finding(False, "There is nothing in the chronology.")
    latest = max(entries, key=lambda one: one.happened_at)
    return Finding(True, f"Number of entries: {_number(entries)}. The latest: {_name(latest)}.")


def plans(facts: FileFacts) -> Finding:
    """C12, R104: plans other than for education authorised; no plan still in force (R071)."""
    if facts.purpose == CLOSURE and PLAN_MARKER in facts.markers:
        return Finding(False, "The marker of a child protection plan still stands.", present=True)
    mine = [one for one in _of_type(facts, "Plan") if one.kind not in EDUCATION_PLANS]
    if not _standing(mine) and facts.front.get("cp_plan_category"):
        return Finding(False, "A child protection plan is recorded, but no plan is on this file.")
    return finished(mine, "plan")


def education_plans(facts: FileFacts) -> Finding:
    """C15, R013: placement plans and PEPs authorised; a looked after child has one."""
    if facts.purpose == CLOSURE and LOOKED_AFTER_MARKER in facts.markers:
        return Finding(False, "The marker of a looked after child still stands.", present=True)
    mine = [one for one in _of_type(facts, "Plan") if one.kind in EDUCATION_PLANS]
    if not _standing(mine) and "looked_after" in (facts.front.get("reasons") or ()):
        return Finding(False, "The child is looked after, but no PEP is on this file.")
    return finished(mine, "PEP or placement plan")


def finished(mine: list[RecordFact], noun: str, done: str = "authorised") -> Finding:
    """Whether each of these records is finished; only a person can tell where there is none."""
    left = _unfinished(mine)
    if left:
        return Finding(False, f"Not {done}: {_named(left)}.", present=True)
    number = _number(_standing(mine))
    if not number:
        return Finding(None, f"There is no {noun} on this file.")
    return Finding(True, f"Every {noun} is {done} ({number}).", present=True)


def referral_document(facts: FileFacts) -> Finding:
    """C07: whether the document is there; its manager's instructions a person must read."""
    on = signed_document(facts, "referral")
    if on is None:
        return Finding(None, "No Referral and Information document is on this file.")
    return Finding(
        None, f"The document of {on} is on this file: check that it has the instructions."
    )


def delegated_authority(facts: FileFacts) -> Finding:
    """C17: the signed form is on file, or a person says why not."""
    kept = [one for one in _of_type(facts, "DelegatedAuthority") if one.state == "signed"]
    if kept:
        return Finding(True, "Delegated authority is in the registers of this file.", present=True)
    on = signed_document(facts, "delegated_authority")
    if on is None:
        return Finding(None, "No signed Delegated Authority Form is on this file.")
    return Finding(True, f"The form of {on} is on this file.", present=True)


def signed_document(facts: FileFacts, kind: str) -> str | None:
    """The day of the newest signed document of a kind, as text, or None."""
    days = [
        one.happened_at
        for one in _of_type(facts, "WelfareDocument")
        if one.kind == kind and one.state == "signed"
    ]
    return format_date(london_date(max(days))) if days else None


def open_actions(facts: FileFacts) -> Finding:
    """C22: every action that was agreed is done or handed over."""
    number = len(facts.open_actions)
    if not number:
        return Finding(True, "No action is open.")
    days = [action.due for action in facts.open_actions if action.due]
    first = f"; the earliest was due on {format_date(min(days))}" if days else ""
    if days and min(days) >= facts.today:
        first = first.replace("was due", "is due")
    return Finding(False, f"Open actions: {number}{first}.", present=True)


def _of_type(facts: FileFacts, *types: str) -> list[RecordFact]:
    return [one for one in facts.records if one.portal_type in types]


def _standing(records: Iterable[RecordFact]) -> list[RecordFact]:
    return [one for one in records if one.state != "struck"]


def _number(records: Iterable[RecordFact]) -> int:
    return sum(one.number for one in records)


def _unfinished(records: Iterable[RecordFact]) -> list[RecordFact]:
    left = [one for one in records if one.state not in FINISHED]
    return sorted(left, key=lambda one: one.happened_at)


def _named(records: list[RecordFact]) -> str:
    names = [_name(one) for one in records[:NAMED]]
    more = len(records) - NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _name(record: RecordFact) -> str:
    return f"{record.title or record.portal_type} of {format_date(london_date(record.happened_at))}"
