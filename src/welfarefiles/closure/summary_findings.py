"""Checklist lines about the closing summary and the manager's agreement (C01, C02, C27, C28)."""

from welfarefiles.calendars.london import format_date
from welfarefiles.calendars.london import london_date
from welfarefiles.closure.facts import FileFacts
from welfarefiles.closure.facts import Finding
from welfarefiles.closure.facts import RecordFact
from welfarefiles.closure.facts import TRANSFER


def summary_signed_off(facts: FileFacts) -> Finding:
    """C01: the summary was put before the manager and signed off."""
    summary = facts.summary
    if summary is None:
        return Finding(False, f"There is no {_noun(facts)}.")
    return _authorised(summary, _noun(facts))


def summary_authorised(facts: FileFacts) -> Finding:
    """C02, R159: a manager has authorised the summary."""
    summary = facts.summary
    if summary is None:
        return Finding(False, f"There is no {_noun(facts)} to authorise.")
    return _authorised(summary, _noun(facts))


def _noun(facts: FileFacts) -> str:
    return "transfer summary" if facts.purpose == TRANSFER else "closing summary"


def _authorised(summary: RecordFact, noun: str) -> Finding:
    waiting = {
        "draft": f"The {noun} has not been submitted.",
        "returned": f"The manager has returned the {noun}.",
        "submitted": f"The {noun} waits for the manager's authorisation.",
    }
    if summary.state != "authorised":
        sentence = waiting.get(summary.state, f"The {noun} is not authorised.")
        return Finding(False, sentence, present=True)
    return Finding(
        True,
        f"The {noun} is authorised.",
        present=True,
        by=summary.authorised_by,
        at=summary.authorised_at,
    )


def checklist_saved(facts: FileFacts) -> Finding:
    """C27: the answers are kept with the summary once it is submitted."""
    summary = facts.summary
    if summary is not None and summary.state in ("submitted", "authorised"):
        return Finding(True, f"The checklist is kept with the {_noun(facts)}.", present=True)
    return Finding(False, f"The checklist is saved when the {_noun(facts)} is submitted.")


def manager_agreement(facts: FileFacts) -> Finding:
    """C28, R160: a named manager, who did not write the summary, agreed on a day."""
    summary = facts.summary
    if summary is None or summary.state != "authorised":
        return Finding(False, f"No manager has agreed to the {facts.purpose}.")
    if not summary.authorised_by or not summary.authorised_at:
        return Finding(False, "The agreement lacks the manager's name or its date.")
    if summary.authorised_by == summary.author:
        return Finding(False, "The summary was authorised by the person who wrote it.")
    return Finding(
        True,
        f"Agreed on {format_date(london_date(summary.authorised_at))}.",
        present=True,
        by=summary.authorised_by,
        at=summary.authorised_at,
    )
