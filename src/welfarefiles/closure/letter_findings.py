"""Checklist lines that are read off the letters of this closure (C09, C21, C24-C26, R094, R158)."""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Any
from welfarefiles.closure.facts import FileFacts
from welfarefiles.closure.facts import Finding
from welfarefiles.closure.facts import LetterFact
from welfarefiles.closure.facts import TRANSFER
from welfarefiles.files.around import parents_to_write_to
from welfarefiles.files.around import person_key
from welfarefiles.files.around import professionals_to_write_to


WAITS, SENT = "draft", "signed"


def letter_to_referrer(facts: FileFacts) -> Finding:
    """C09: the copy of the letter to whoever referred the child."""
    letters = _of(facts, "referrer")
    if _waiting(letters):
        return Finding(False, "The letter to the referrer waits to be sent.", present=True)
    if letters:
        return Finding(True, "The letter to the referrer was sent; its copy is on this file.")
    return Finding(None, "No letter to a referrer was written.")


def letters_listed(facts: FileFacts) -> Finding:
    """C21: to whom letters are to be sent stands on the file once they are prepared."""
    standing = [one for one in facts.letters if one.state in (WAITS, SENT)]
    if not standing:
        return Finding(None, "No letter was prepared.")
    waiting = len(_waiting(standing))
    said = f"Letters prepared: {len(standing)}; of them waiting to be sent: {waiting}."
    return Finding(True, said, present=True)


def letters_to_parents(facts: FileFacts) -> Finding:
    """C25: one to each person with parental responsibility who may be contacted (R032)."""
    purpose = "transfer_parents" if facts.purpose == TRANSFER else "closure_parents"
    wanted = parents_to_write_to(_people(facts))
    return _sent_to_all(_of(facts, purpose), wanted, "parents with parental responsibility")


def letters_to_professionals(facts: FileFacts) -> Finding:
    """C26: one to each professional who may be contacted."""
    wanted = professionals_to_write_to(_people(facts))
    return _sent_to_all(_of(facts, "closure_professionals"), wanted, "professionals")


def shared_with_family(facts: FileFacts) -> Finding:
    """C24, R094: each assessment and plan says how it was shared; sending one out is a person's."""
    finished = [
        one
        for one in facts.records
        if one.portal_type in ("Assessment", "Plan") and one.state == "authorised"
    ]
    if not finished:
        return Finding(None, "There is no assessment or plan to send out.")
    if facts.not_shared:
        said = f"Assessments and plans that do not say how they were shared: {facts.not_shared}."
        return Finding(None, said)
    return Finding(True, "Every assessment and plan says how it was shared with the family.")


def _sent_to_all(letters: list[LetterFact], wanted: list[Mapping[str, Any]], whom: str) -> Finding:
    if _waiting(letters):
        return Finding(False, f"Letters to {whom} wait to be sent.", present=True)
    if not wanted:
        return Finding(None, f"There are no {whom} who may be contacted.")
    if not letters:
        return Finding(None, f"No letter to {whom} was written here.")
    sent = {one.to for one in letters if one.state == SENT}
    left = [one for one in wanted if person_key(one) not in sent]
    number = len(wanted) - len(left)
    if left:
        return Finding(False, f"Letters sent to {number} of {len(wanted)} {whom}.")
    return Finding(True, f"Letters sent to all {whom} who may be contacted: {number}.", True)


def _of(facts: FileFacts, purpose: str) -> list[LetterFact]:
    return [one for one in facts.letters if one.purpose == purpose and one.state in (WAITS, SENT)]


def _waiting(letters: Iterable[LetterFact]) -> list[LetterFact]:
    return [one for one in letters if one.state == WAITS]


def _people(facts: FileFacts) -> list[Mapping[str, Any]]:
    return [one for one in facts.front.get("people") or () if one]
