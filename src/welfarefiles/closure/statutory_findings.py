"""Checklist lines about what a local authority does (C10, C11, C13, C14, C16, C18).

A school often has these on paper only, or not at all: what is on the file has to be finished, and
where nothing is, a person says so.
"""

from welfarefiles.closure.facts import FileFacts
from welfarefiles.closure.facts import Finding
from welfarefiles.closure.facts import RecordFact
from welfarefiles.closure.record_findings import finished


VISITS = {"statutory_visit"}
STRATEGY = {"section_47", "strategy"}
CONFERENCES = {"conference", "cp_conference", "core_group", "review", "lac_review"}
NOTIFICATIONS = {"agency_notification"}
PRIVATE_FOSTERING = "private_fostering"


def statutory_visits(facts: FileFacts) -> Finding:
    """C10: every statutory visit that is on file is signed."""
    return _finished(_of_kind(facts, VISITS), "statutory visit")


def section_47(facts: FileFacts) -> Finding:
    """C11: documents of the enquiry and of strategy meetings are signed."""
    found = _finished(_of_kind(facts, STRATEGY), "section 47 document or strategy meeting")
    if found.ok is None and facts.front.get("section_47"):
        said = "A section 47 enquiry is recorded, but no document of it is on this file."
        return Finding(None, said, present=True)
    return found


def conferences(facts: FileFacts) -> Finding:
    """C13: conferences, core groups and reviews, and their documents, are signed."""
    return _finished(_of_kind(facts, CONFERENCES), "conference or review")


def visit_assessments(facts: FileFacts) -> Finding:
    """C14: assessments of statutory visits are authorised."""
    mine = [one for one in _of_kind(facts, VISITS) if one.portal_type == "Assessment"]
    return _finished(mine, "statutory visit assessment")


def agency_notification(facts: FileFacts) -> Finding:
    """C16: what other agencies were told is signed and saved."""
    mine = [one for one in facts.records if one.portal_type == "Notification"]
    return _finished([*mine, *_of_kind(facts, NOTIFICATIONS)], "agency notification")


def private_fostering(facts: FileFacts) -> Finding:
    """C18: asked of a person where the child is marked as privately fostered."""
    kept = [one for one in _of_kind(facts, {PRIVATE_FOSTERING}) if one.state != "struck"]
    if any(one.state == "draft" for one in kept):
        return Finding(False, "The private fostering arrangement is still a draft.", present=True)
    if kept:
        said = "A private fostering arrangement is recorded: say how it stands on Carers."
        return Finding(None, said, present=True)
    if PRIVATE_FOSTERING in facts.markers:
        said = "The child is marked as privately fostered: say how it stands on Carers."
        return Finding(None, said, present=True)
    return Finding(None, "The child is not marked as privately fostered.")


def _finished(mine: list[RecordFact], noun: str) -> Finding:
    return finished(mine, noun, "signed")


def _of_kind(facts: FileFacts, kinds: set[str]) -> list[RecordFact]:
    return [one for one in facts.records if one.kind in kinds]
