"""The evaluators by the names that checklist lines use, and the gate made of them.

A line without a sound evaluator has none and is answered by a person.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from welfarefiles.closure import front_sheet_findings as front
from welfarefiles.closure import letter_findings as letters
from welfarefiles.closure import record_findings as records
from welfarefiles.closure import statutory_findings as statutory
from welfarefiles.closure import summary_findings as summary
from welfarefiles.closure.checklist import Answer
from welfarefiles.closure.checklist import CLOSE
from welfarefiles.closure.checklist import evaluate
from welfarefiles.closure.checklist import Line
from welfarefiles.closure.checklist import missing
from welfarefiles.closure.checklist import SUBMIT
from welfarefiles.closure.checklist import UNCHECKABLE
from welfarefiles.closure.facts import FileFacts
from welfarefiles.closure.facts import Finding

import logging


logger = logging.getLogger(__name__)

Evaluator = Callable[[FileFacts], Finding]

CHECKS: dict[str, Evaluator] = {
    "header": front.header,
    "summary_signed_off": summary.summary_signed_off,
    "summary_authorised": summary.summary_authorised,
    "assessments_authorised": records.assessments_authorised,
    "front_sheet": front.front_sheet,
    "chronology": records.chronology,
    "referral_details": front.referral_details,
    "referral_document": records.referral_document,
    "consent": front.consent,
    "letter_to_referrer": letters.letter_to_referrer,
    "statutory_visits": statutory.statutory_visits,
    "section_47": statutory.section_47,
    "plans": records.plans,
    "conferences": statutory.conferences,
    "visit_assessments": statutory.visit_assessments,
    "education_plans": records.education_plans,
    "agency_notification": statutory.agency_notification,
    "delegated_authority": records.delegated_authority,
    "private_fostering": statutory.private_fostering,
    "basic_details": front.basic_details,
    "relationships": front.relationships,
    "letters_listed": letters.letters_listed,
    "open_actions": records.open_actions,
    "shared_with_family": letters.shared_with_family,
    "letters_to_parents": letters.letters_to_parents,
    "letters_to_professionals": letters.letters_to_professionals,
    "checklist_saved": summary.checklist_saved,
    "manager_agreement": summary.manager_agreement,
}

# Where a person looks what a check found, and puts it right: a page of the file.
PLACES: dict[str, str] = {
    **dict.fromkeys(("header", "basic_details", "referral_details"), "edit"),
    "front_sheet": "@@front-sheet",
    "consent": "edit",
    "relationships": "@@people",
    **dict.fromkeys(("chronology", "section_47", "conferences"), "@@chronology"),
    **dict.fromkeys(("assessments_authorised", "plans", "education_plans"), "@@plans"),
    **dict.fromkeys(("visit_assessments", "shared_with_family"), "@@plans"),
    **dict.fromkeys(("statutory_visits", "open_actions"), "@@contacts"),
    **dict.fromkeys(("referral_document", "agency_notification"), "@@documents"),
    "delegated_authority": "@@registers",
    "private_fostering": "@@markers",
    **dict.fromkeys(("letter_to_referrer", "letters_listed"), "@@letters"),
    **dict.fromkeys(("letters_to_parents", "letters_to_professionals"), "@@letters"),
    **dict.fromkeys(("summary_signed_off", "summary_authorised"), "@@decisions"),
    **dict.fromkeys(("checklist_saved", "manager_agreement"), "@@decisions"),
}

# Hold whatever the school's checklist says, and no answer takes them away.
BLOCKS: dict[str, tuple[Evaluator, ...]] = {
    SUBMIT: (front.care_leaver,),
    CLOSE: (front.care_leaver, summary.manager_agreement),
}


def find(facts: FileFacts) -> dict[str, Finding]:
    """Every finding by name of check; an evaluator that fails finds "not done"."""
    return {name: _safely(name, check, facts) for name, check in CHECKS.items()}


def _safely(name: str, check: Evaluator, facts: FileFacts) -> Finding:
    try:
        return check(facts)
    except Exception as error:
        # Only the class: the message may hold what a log must not (R042).
        logger.error("Closing check %s failed: %s", name, type(error).__name__)
        return Finding(False, UNCHECKABLE, present=True)


def reasons_not_to(
    phase: str, lines: Iterable[Line], answers: Mapping[str, Answer], facts: FileFacts
) -> list[str]:
    """Why the file cannot be submitted for closing, or closed, now (R153, R160).

    `phase` is `checklist.SUBMIT` or `checklist.CLOSE`; an empty list means it can.
    """
    told = missing(evaluate(lines, answers, find(facts)), phase)
    for block in BLOCKS[phase]:
        found = _safely(block.__name__, block, facts)
        if not found.ok and not any(found.sentence in sentence for sentence in told):
            told.append(found.sentence)
    return told
